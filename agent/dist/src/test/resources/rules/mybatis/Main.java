package shop;

import java.util.function.Function;
import org.apache.ibatis.datasource.unpooled.UnpooledDataSource;
import org.apache.ibatis.mapping.Environment;
import org.apache.ibatis.session.Configuration;
import org.apache.ibatis.session.SqlSession;
import org.apache.ibatis.session.SqlSessionFactory;
import org.apache.ibatis.session.SqlSessionFactoryBuilder;
import org.apache.ibatis.transaction.jdbc.JdbcTransactionFactory;

/** A MyBatis application without a word of caching; a session for each call, for a session has a cache of its own. */
public final class Main {
    private static SqlSessionFactory sessions;

    private Main() {}

    public static void main(String[] args) throws Exception {
        UnpooledDataSource source = new UnpooledDataSource("org.h2.Driver", "jdbc:h2:mem:shop;DB_CLOSE_DELAY=-1", "sa", "");
        Configuration configuration =
                new Configuration(new Environment("shop", new JdbcTransactionFactory(), source));
        configuration.addMapper(ProductMapper.class);
        sessions = new SqlSessionFactoryBuilder().build(configuration);
        behind("create table product (id bigint primary key, name varchar(20))");
        behind("insert into product values (1, 'first')");
        System.out.println("find " + in(mapper -> mapper.find(1)));
        behind("update product set name = 'behind'");
        System.out.println("find " + in(mapper -> mapper.find(1)));
        in(mapper -> mapper.rename("renamed", 1));
        System.out.println("after-rename " + in(mapper -> mapper.find(1)));
        System.out.println("absent " + in(mapper -> mapper.find(2)));
        behind("insert into product values (2, 'second')");
        System.out.println("absent " + in(mapper -> mapper.find(2)));
    }

    private static <T> T in(Function<ProductMapper, T> call) {
        try (SqlSession session = sessions.openSession(true)) {
            return call.apply(session.getMapper(ProductMapper.class));
        }
    }

    private static void behind(String sql) throws Exception {
        try (SqlSession session = sessions.openSession(true)) {
            session.getConnection().createStatement().execute(sql);
        }
    }
}
