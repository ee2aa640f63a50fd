package micronaut;

import io.micronaut.aop.InterceptorBean;
import io.micronaut.aop.MethodInterceptor;
import io.micronaut.aop.MethodInvocationContext;
import jakarta.inject.Singleton;
import java.util.Optional;

@Singleton
@InterceptorBean(Stubbed.class)
public class Stubs implements MethodInterceptor<Object, Object> {
    private final Rows rows;

    public Stubs(Rows rows) {
        this.rows = rows;
    }

    @Override
    public Object intercept(MethodInvocationContext<Object, Object> context) {
        Object[] arguments = context.getParameterValues();
        if (context.getMethodName().equals("save")) {
            Product product = (Product) arguments[0];
            rows.names.put(product.id(), product.name());
            return product;
        }
        if (context.getMethodName().equals("change")) {
            rows.names.put((Long) arguments[0], (String) arguments[1]);
            return null;
        }
        return Optional.ofNullable(rows.load((Long) arguments[0]));
    }
}
