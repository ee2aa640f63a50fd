package dev.tiercel.codec;

import java.util.List;

/** Sealed types as applications have them. */
@SuppressWarnings("unused")
final class Shapes {
    private Shapes() {}

    sealed interface Shape permits Circle, Group, Blank, Polygon {}

    record Circle(double radius) implements Shape {}

    record Group(String name, List<Shape> members) implements Shape {}

    enum Blank implements Shape {
        NONE,
        UNKNOWN {
            @Override
            public String toString() {
                return "?";
            }
        }
    }

    /** A sealed type that permits one more level. */
    abstract static sealed class Polygon implements Shape permits Square, Outer.Square {
        protected String label = "unlabelled";

        String label() {
            return label;
        }
    }

    static final class Square extends Polygon {
        private final int side;

        Square(int side, String label) {
            this.side = side;
            this.label = label;
        }

        int side() {
            return side;
        }
    }

    static final class Outer {
        /** Of the same simple name. */
        static final class Square extends Polygon {
            int width;

            Square() {}
        }
    }

    /** An intruder: what no declared type permits. */
    record Triangle(double radius) {}

    record Drawing(Shape shape, List<Shape> more) {}

    sealed interface Outcome<T> permits Done, Failed {}

    record Done<T>(T value) implements Outcome<T> {}

    record Failed<T>(String why) implements Outcome<T> {}

    sealed interface Open permits Ajar, Closed {}

    non-sealed interface Ajar extends Open {}

    record Closed() implements Open {}

    record AjarOne() implements Ajar {}

    sealed interface Leaky permits Holder {}

    record Holder(Object anything) implements Leaky {}
}
