package scenario;

import dev.tiercel.Cached;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Map;

/** JDK proxies of annotated interfaces: what a data access library generates at run time. */
public final class Proxies {
    private Proxies() {}

    static void run() throws Exception {
        InvocationHandler handler = (proxy, method, arguments) -> switch (method.getName()) {
            case "toString" -> "proxy";
            case "hashCode" -> 1;
            case "sum" -> Report.ran((int) arguments[0] + (long) arguments[1]);
            case "half" -> Report.ran((double) arguments[0] / 2);
            case "isOdd" -> Report.ran((int) arguments[0] % 2 == 1);
            case "first" -> Report.ran((char) arguments[0]);
            case "fails" -> {
                Report.ran(0);
                throw new IllegalStateException("asked for");
            }
            case "checked" -> {
                Report.ran(0);
                throw new Exception("undeclared");
            }
            case "writes" -> null;
            default -> Report.ran(method.getName() + Arrays.toString(arguments));
        };
        Public proxy = proxy(Public.class, handler);
        Report.once("proxy-reference", () -> proxy.text("a"));
        Report.once("proxy-primitives", () -> proxy.sum(1, 2));
        Report.once("proxy-double", () -> proxy.half(3));
        Report.once("proxy-boolean", () -> proxy.isOdd(3));
        Report.once("proxy-char", () -> proxy.first('x'));
        Report.once("proxy-six", () -> proxy.six(1, 2L, 3.0, true, 'c', "f"));
        Report.every("proxy-throws", () -> proxy.fails("a"));
        Report.every("proxy-throws-undeclared", () -> proxy.checked("a"));
        Report.every("proxy-not-annotated", () -> proxy.plain("a"));
        Report.that("proxy-object-methods", proxy.toString().equals("proxy") && proxy.hashCode() == 1);
        Hidden hidden = proxy(Hidden.class, handler);
        Report.once("proxy-package-private", () -> hidden.hidden(1));
        Class<?> unnamed = Class.forName("InDefaultPackage");
        Object inDefault = Proxy.newProxyInstance(Proxies.class.getClassLoader(), new Class<?>[] {unnamed}, handler);
        Report.once("proxy-default-package", () -> unnamed.getMethod("inDefaultPackage", long.class)
                .invoke(inDefault, 1L));
        Both both = proxy(Both.class, handler);
        Report.once("proxy-of-two-one", () -> both.text("b"));
        Report.once("proxy-of-two-other", () -> both.hidden(2));
        Map<?, ?> foreign = proxy(Map.class, handler);
        Report.that("proxy-of-the-jdk", foreign.toString().equals("proxy"));
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(Proxies.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    public interface Public {
        @Cached
        String text(String key);

        @Cached
        long sum(int a, long b);

        @Cached
        double half(double a);

        @Cached
        boolean isOdd(int a);

        @Cached
        char first(char a);

        @Cached
        String six(int a, long b, double c, boolean d, char e, String f);

        @Cached
        String fails(String key);

        @Cached
        String checked(String key);

        String plain(String key);

        void writes(String key);
    }

    interface Hidden {
        @Cached
        String hidden(long id);
    }

    interface Both extends Public, Hidden {}
}
