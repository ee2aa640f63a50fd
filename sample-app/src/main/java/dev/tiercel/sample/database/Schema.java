package dev.tiercel.sample.database;

import io.micronaut.context.event.StartupEvent;
import io.micronaut.data.connection.annotation.Connectable;
import io.micronaut.runtime.event.annotation.EventListener;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;

/** Makes the table and its first rows when the application starts, before it answers. */
@Singleton
class Schema {
    private final Connection connection;

    Schema(Connection connection) {
        this.connection = connection;
    }

    @EventListener
    @Connectable
    void create(StartupEvent started) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("RUNSCRIPT FROM 'classpath:catalog.sql'");
        }
    }
}
