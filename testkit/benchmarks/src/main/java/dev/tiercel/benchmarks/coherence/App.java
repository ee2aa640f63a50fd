package dev.tiercel.benchmarks.coherence;

import java.io.IOException;
import java.sql.SQLException;

/**
 * One instance of the application: {@code App DATABASE-PORT}. Prints the port on which it answers, and ends with its
 * standard input.
 */
final class App {
    static final char READ = 'r';
    static final char WRITE = 'w';
    static final char WRITE_IN_TRANSACTION = 't';
    static final char READ_BRIEF = 'b';
    static final char WRITE_BRIEF_AND_DIE = 'd';

    private final Rows rows;

    private App(Rows rows) {
        this.rows = rows;
    }

    public static void main(String[] args) throws IOException {
        App app = new App(new Rows(new RowClient(Integer.parseInt(args[0]))));
        System.out.println(RowServer.start(app::handle).port());
        while (System.in.read() >= 0) {
            // Nobody says anything.
        }
        Runtime.getRuntime().halt(0);
    }

    private long handle(char operation, String key, long version) throws IOException, SQLException {
        return switch (operation) {
            case READ -> version(key, rows.find(key));
            case READ_BRIEF -> version(key, rows.findBrief(key));
            case WRITE -> {
                rows.write(key, version);
                yield version;
            }
            case WRITE_IN_TRANSACTION -> {
                rows.writeInTransaction(key, version);
                yield version;
            }
            case WRITE_BRIEF_AND_DIE -> {
                rows.writeBriefAndDie(key, version);
                yield version;
            }
            default -> throw new IllegalArgumentException("operation is [" + operation + "]");
        };
    }

    private static long version(String key, Rows.Row row) {
        if (!row.key().equals(key)) {
            throw new IllegalStateException("the row of another key");
        }
        return row.version();
    }
}
