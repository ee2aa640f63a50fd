package dev.tiercel.sample.database;

import io.micronaut.context.annotation.Property;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.core.order.Ordered;
import jakarta.inject.Singleton;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import javax.sql.DataSource;

/**
 * Makes every read of the database as slow as one over a large table: an H2 in memory would answer at once, and no
 * cache would be worth its trouble.
 *
 * <p>It stands between the pool and Micronaut Data, so below every cached method: only a read that really reaches the
 * database waits. It waits where a SELECT is prepared, which Micronaut Data does once for each read, and holds its
 * connection meanwhile, as a slow query does.
 */
@Singleton
class SlowDatabase implements BeanCreatedEventListener<DataSource>, Ordered {
    private final Duration delay;

    SlowDatabase(@Property(name = "sample.database-delay") Duration delay) {
        this.delay = delay;
    }

    /** Innermost: Micronaut Data takes off its own wrappers of the data source, and all that is around them. */
    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    @Override
    public DataSource onCreated(BeanCreatedEvent<DataSource> created) {
        return delay.isZero() ? created.getBean() : slowed(DataSource.class, created.getBean());
    }

    private <T> T slowed(Class<T> type, T target) {
        return type.cast(Proxy.newProxyInstance(
                SlowDatabase.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (method.getName().equals("prepareStatement") && isRead((String) arguments[0])) {
                        pause();
                    }
                    try {
                        var result = method.invoke(target, arguments);
                        return result instanceof Connection connection ? slowed(Connection.class, connection) : result;
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                }));
    }

    private static boolean isRead(String sql) {
        return sql.stripLeading().toUpperCase(Locale.ROOT).startsWith("SELECT");
    }

    private void pause() throws SQLException {
        try {
            Thread.sleep(delay.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new SQLException("Interrupted while the slow database was answering", interrupted);
        }
    }
}
