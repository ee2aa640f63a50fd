package shop;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.reflect.Proxy;
import java.util.List;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.jdbc.repository.config.AbstractJdbcConfiguration;
import org.springframework.data.jdbc.repository.config.EnableJdbcRepositories;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.TransactionManager;

/**
 * A Spring application without a word of caching. Rows are changed behind its back, to tell who answers. An argument is
 * what is in its rows at first. With {@code shop.await} it calls nothing before a line comes, and ends when its input does.
 */
@Configuration
@EnableJdbcRepositories
public class Main extends AbstractJdbcConfiguration {
    @Bean
    DataSource dataSource() {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:mem:shop;DB_CLOSE_DELAY=-1;DATABASE_TO_UPPER=FALSE;CASE_INSENSITIVE_IDENTIFIERS=TRUE");
        return source;
    }

    @Bean
    NamedParameterJdbcOperations operations(DataSource source) {
        return new NamedParameterJdbcTemplate(source);
    }

    @Bean
    TransactionManager transactionManager(DataSource source) {
        return new DataSourceTransactionManager(source);
    }

    public static void main(String[] args) throws IOException {
        try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(Main.class)) {
            JdbcTemplate behind = new JdbcTemplate(context.getBean(DataSource.class));
            for (String table : List.of("product", "customer")) {
                behind.execute("create table " + table + " (id bigint primary key, name varchar(20))");
                behind.execute("insert into " + table + " values (1, '" + (args.length > 0 ? args[0] : table) + "')");
            }
            BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
            boolean awaits = Boolean.getBoolean("shop.await");
            if (awaits) {
                in.readLine();
            }
            ProductRepository products = context.getBean(ProductRepository.class);
            CustomerRepository customers = context.getBean(CustomerRepository.class);
            System.out.println("proxy " + Proxy.isProxyClass(products.getClass()));
            products.findById(1L);
            products.named("product");
            products.existsById(1L);
            customers.findById(1L);
            behind.execute("update product set name = 'behind'");
            behind.execute("update customer set name = 'behind'");
            System.out.println("findById " + products.findById(1L).map(Product::name).get());
            System.out.println("named " + products.named("product").size());
            System.out.println("inherited " + customers.findById(1L).map(Customer::name).get());
            products.save(new Product(1L, "saved"));
            System.out.println("after-save " + products.findById(1L).map(Product::name).get());
            System.out.println("named-after-save " + products.named("product").size());
            behind.execute("delete from product");
            System.out.println("cached-again " + products.findById(1L).isPresent());
            products.deleteById(1L);
            System.out.println("after-delete " + products.findById(1L).isPresent());
            if (awaits) {
                in.readLine();
            }
        }
    }
}
