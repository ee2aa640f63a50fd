package dev.tiercel.sample.database;

import io.micronaut.context.event.StartupEvent;
import io.micronaut.core.io.ResourceResolver;
import io.micronaut.data.connection.annotation.Connectable;
import io.micronaut.runtime.event.annotation.EventListener;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Makes the tables and their first rows when the application starts, before it answers. */
@Singleton
class Schema {
    private static final List<String> SCRIPTS = List.of("catalog.sql", "users.sql");

    private final Connection connection;
    private final ResourceResolver resources;

    Schema(Connection connection, ResourceResolver resources) {
        this.connection = connection;
        this.resources = resources;
    }

    @EventListener
    @Connectable
    void create(StartupEvent started) throws SQLException, IOException {
        try (var statement = connection.createStatement()) {
            for (var script : SCRIPTS) {
                statement.execute(read(script));
            }
        }
    }

    private String read(String script) throws IOException {
        try (var text = resources.getResourceAsStream("classpath:" + script).orElseThrow()) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
