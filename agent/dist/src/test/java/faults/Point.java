package faults;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/** Where a method of the agent fails. On the bootstrap class path, as it is called from a loader that sees the JDK alone. */
public final class Point {
    private static final AtomicInteger MET = new AtomicInteger();

    private static volatile String kind = "";
    private static volatile Thread hanging;

    private Point() {}

    /** From now on a method that has this point in it fails that way; empty: it does not. */
    public static void fail(String how) {
        MET.set(0);
        kind = how;
    }

    /** Lets go of who hangs. */
    public static synchronized void release() {
        kind = "";
        Point.class.notifyAll();
    }

    public static int met() {
        return MET.get();
    }

    /** True while somebody hangs. */
    public static boolean isHanging() {
        return hanging != null;
    }

    /** Called first in the method; true: it is to return null, zero or nothing at once. */
    public static boolean enter() {
        String how = kind;
        if (how.isEmpty()) {
            return false;
        }
        MET.incrementAndGet();
        switch (how) {
            case "throws":
                throw new IllegalStateException("broken");
            case "checked":
                throw Point.<RuntimeException>unchecked(new IOException("broken"));
            case "memory":
                throw new OutOfMemoryError("unable to create native thread");
            case "stack":
                throw new StackOverflowError();
            case "linkage":
                throw new NoClassDefFoundError("broken");
            case "null":
                return true;
            case "interrupts":
                Thread.currentThread().interrupt();
                throw Point.<RuntimeException>unchecked(new InterruptedException("broken"));
            case "hangs":
                hang();
                return false;
            default:
                throw new AssertionError(how);
        }
    }

    /** One hangs, the others go on. */
    private static void hang() {
        synchronized (Point.class) {
            if (hanging != null) {
                return;
            }
            hanging = Thread.currentThread();
            try {
                while (kind.equals("hangs")) {
                    Point.class.wait();
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            } finally {
                hanging = null;
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static <X extends Throwable> X unchecked(Throwable thrown) throws X {
        throw (X) thrown;
    }
}
