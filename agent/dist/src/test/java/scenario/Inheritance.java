package scenario;

import dev.tiercel.Cached;
import java.util.Optional;

/** Annotations on what a class implements. */
final class Inheritance {
    private Inheritance() {}

    static void run() {
        Report.once("interface", () -> new Direct().ofInterface(1));
        Report.once("interface-of-interface", () -> new Direct().ofSuperInterface("a"));
        Report.once("default-method", () -> new Direct().ofDefault(1));
        Report.once("static-interface-method", () -> Reads.ofStaticInterface(1));
        Report.once("private-interface-method", () -> new Direct().callsPrivate(1));
        Report.once("abstract-class", () -> new Concrete().ofAbstract(1));
        Report.once("abstract-class-body", () -> new Concrete().ofAbstractBody(1));
        Report.once("inherited-body", () -> new Further().ofAbstract(2));
        Report.once("implemented-in-superclass", () -> new Late().ofLate(1));
        Report.once("overriding-body-calls-super", () -> new Overriding().overridden(1));
        Report.every("override-without-annotation", () -> new Plain().overridden(2));
        Report.once("through-the-interface", () -> ((Reads) new Direct()).throughInterface(3L));
    }

    interface Wider {
        @Cached
        String ofSuperInterface(String key);
    }

    interface Reads extends Wider {
        @Cached
        String ofInterface(long id);

        @Cached
        Optional<String> throughInterface(Long id);

        @Cached
        default String ofDefault(long id) {
            return Report.ran("default " + id);
        }

        @Cached
        static String ofStaticInterface(long id) {
            return Report.ran("static " + id);
        }

        default String callsPrivate(long id) {
            return ofPrivateInterface(id);
        }

        @Cached
        private String ofPrivateInterface(long id) {
            return Report.ran("private " + id);
        }
    }

    static final class Direct implements Reads {
        @Override
        public String ofInterface(long id) {
            return Report.ran("interface " + id);
        }

        @Override
        public String ofSuperInterface(String key) {
            return Report.ran("super " + key);
        }

        @Override
        public Optional<String> throughInterface(Long id) {
            return Report.ran(Optional.of("through " + id));
        }
    }

    abstract static class Abstract {
        @Cached
        abstract String ofAbstract(long id);

        @Cached
        String ofAbstractBody(long id) {
            return Report.ran("body " + id);
        }
    }

    static class Concrete extends Abstract {
        @Override
        String ofAbstract(long id) {
            return Report.ran("abstract " + id);
        }
    }

    static final class Further extends Concrete {}

    static class Early {
        public String ofLate(long id) {
            return Report.ran("late " + id);
        }
    }

    interface LateReads {
        String ofLate(long id);
    }

    static final class Late extends Early implements LateReads {
        @Override
        @Cached
        public String ofLate(long id) {
            return super.ofLate(id);
        }
    }

    static class Base {
        @Cached
        String overridden(long id) {
            return Report.ran("base " + id);
        }
    }

    /** As a container's subclass: it has no annotation of its own, and calls what has one. */
    static final class Overriding extends Base {
        @Override
        String overridden(long id) {
            return super.overridden(id);
        }
    }

    static final class Plain extends Base {
        @Override
        String overridden(long id) {
            return Report.ran("plain " + id);
        }
    }
}
