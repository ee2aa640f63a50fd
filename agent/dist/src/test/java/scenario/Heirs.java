package scenario;

import dev.tiercel.CacheTrace;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.util.Map;

/** Classes with one body in common, and no annotation; a program to talk with. */
public final class Heirs {
    private static final Map<String, Table<?>> TABLES =
            Map.of("apples", new Apples(), "pears", new Pears(), "plums", new Plums());

    private Heirs() {}

    /** What they inherit. */
    abstract static class Table<T> {
        private int version;

        abstract T row(long id, int asOf);

        public T find(Long id) {
            return row(id, version);
        }

        public void change(Long id) {
            version++;
        }
    }

    static final class Apples extends Table<String> {
        @Override
        String row(long id, int asOf) {
            return "apple" + id + "." + asOf;
        }
    }

    static final class Pears extends Table<String> {
        @Override
        String row(long id, int asOf) {
            return "pear" + id + "." + asOf;
        }
    }

    static final class Plums extends Table<Integer> {
        @Override
        Integer row(long id, int asOf) {
            return (int) id * 100 + asOf;
        }
    }

    public static void main(String[] args) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] words = line.split(" ");
            Table<?> table = TABLES.get(words[1]);
            System.out.println(words[0].equals("find") ? find(table) : change(table));
        }
    }

    private static String find(Table<?> table) {
        CacheTrace<?> trace = CacheTrace.of(() -> table.find(1L));
        return trace.outcome().map(Enum::name).orElse("none") + " " + trace.value();
    }

    private static String change(Table<?> table) {
        table.change(1L);
        return "ok";
    }
}
