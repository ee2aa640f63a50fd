package newest;

import dev.tiercel.Cached;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedCollection;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** What the language has learnt since Java 17, in bodies of cached methods; each is called twice and its answers told. */
public final class Newest {
    private static int bodies;

    sealed interface Shape permits Circle, Square, Pair {}

    record Circle(int radius) implements Shape {}

    record Square(int side) implements Shape {}

    record Pair(Shape left, Shape right) implements Shape {}

    enum Size {
        SMALL,
        LARGE
    }

    static class Base {
        final int number;

        Base(int number) {
            this.number = number;
        }
    }

    static final class Checked extends Base {
        Checked(int number) {
            if (number < 0) {
                throw new IllegalArgumentException("negative");
            }
            super(number);
        }

        @Cached
        int doubled(int by) {
            bodies++;
            return number * 2 * by;
        }
    }

    interface Areas {
        @Cached
        default int area(Shape shape) {
            bodies++;
            return switch (shape) {
                case Circle(var radius) when radius > 10 -> -1;
                case Circle(int radius) -> 3 * radius * radius;
                case Square(var side) -> side * side;
                case Pair(Circle(_), Square(var side)) -> side;
                case Pair(var left, var right) -> area(left) + area(right);
            };
        }
    }

    @Cached
    static String sized(Object value) {
        bodies++;
        return switch (value) {
            case null -> "null";
            case Size size when size == Size.LARGE -> "large";
            case Size size -> "small " + size;
            case Integer number when number > 5 -> "more than five";
            case Integer _, Long _ -> "a number";
            case String text -> """
                    text \
                    %s""".formatted(text);
            default -> throw new IllegalStateException("unknown");
        };
    }

    @Cached
    static synchronized List<String> sequenced(int count) {
        bodies++;
        SequencedCollection<String> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.addFirst("" + i);
        }
        return new ArrayList<>(all.reversed());
    }

    @Cached
    static String locked(String key) throws Exception {
        bodies++;
        var lock = new ReentrantLock();
        var result = new String[1];
        Thread.ofVirtual()
                .start(() -> {
                    lock.lock();
                    try {
                        result[0] = key + "!";
                    } finally {
                        lock.unlock();
                    }
                })
                .join();
        return result[0];
    }

    @Cached
    static String failing(int id) {
        bodies++;
        if (id > 0) {
            throw new UnsupportedOperationException("no " + id);
        }
        return "yes";
    }

    public static void main(String[] args) {
        var areas = new Areas() {};
        tell("circle", () -> areas.area(new Circle(2)));
        tell("guarded", () -> areas.area(new Circle(11)));
        tell("nested", () -> areas.area(new Pair(new Circle(1), new Square(7))));
        tell("both", () -> areas.area(new Pair(new Square(2), new Square(3))));
        tell("late super", () -> new Checked(3).doubled(2));
        tell("enum", () -> sized(Size.SMALL));
        tell("guarded enum", () -> sized(Size.LARGE));
        tell("number", () -> sized(7));
        tell("unnamed", () -> sized(8L));
        tell("text", () -> sized("a"));
        tell("null", () -> sized(null));
        tell("unknown", () -> sized('c'));
        tell("sequenced", () -> sequenced(3));
        tell("failing", () -> failing(1));
        tell("not failing", () -> failing(0));
        tell("locked", () -> {
            try {
                return locked("k");
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static void tell(String name, Supplier<Object> call) {
        bodies = 0;
        String first = result(call);
        String second = result(call);
        System.out.println("= " + name + " " + first + " " + second);
        System.out.println("bodies " + name + " " + bodies);
    }

    private static String result(Supplier<Object> call) {
        try {
            return String.valueOf(call.get());
        } catch (RuntimeException thrown) {
            return thrown.toString();
        }
    }
}
