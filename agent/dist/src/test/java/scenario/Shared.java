package scenario;

import dev.tiercel.CacheInvalidate;
import dev.tiercel.CacheKey;
import dev.tiercel.CachePut;
import dev.tiercel.Cached;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Scanner;

/**
 * One of several instances over one database, which is a folder with a file for each row: {@code read 7}, {@code write 7
 * text}, {@code put 7 text}, {@code clear 0}.
 */
public final class Shared {
    private final Path rows;

    private Shared(Path rows) {
        this.rows = rows;
    }

    @Cached(cache = "rows", ttl = "1h")
    String read(long id) {
        try {
            Path row = rows.resolve(String.valueOf(id));
            return Files.exists(row) ? Files.readString(row) : "nothing";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @CacheInvalidate(cache = "rows")
    void write(@CacheKey long id, String text) {
        store(id, text);
    }

    @CachePut(cache = "rows", ttl = "1h")
    String put(@CacheKey long id, String text) {
        store(id, text);
        return text;
    }

    @CacheInvalidate(cache = "rows", all = true)
    void clear() {}

    private void store(long id, String text) {
        try {
            Files.writeString(rows.resolve(String.valueOf(id)), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String answer(String verb, long id, String text) {
        switch (verb) {
            case "read":
                return read(id);
            case "write":
                write(id, text);
                return "written";
            case "store":
                store(id, text); // Behind the cache's back.
                return "stored";
            case "put":
                return put(id, text);
            default:
                clear();
                return "cleared";
        }
    }

    public static void main(String[] args) {
        Shared object = new Shared(Path.of(args[0]));
        Scanner lines = new Scanner(System.in);
        while (lines.hasNextLine()) {
            String[] words = lines.nextLine().split(" ");
            System.out.println(object.answer(words[0], Long.parseLong(words[1]), words.length > 2 ? words[2] : ""));
        }
    }
}
