package scenario;

import dev.tiercel.Cached;
import java.io.IOException;

/** What a cached method throws is its caller's, the same instance, and is never kept. */
final class Throwing {
    private static final IOException CHECKED = new IOException("checked");
    private static final IllegalStateException UNCHECKED = new IllegalStateException("unchecked");
    private static final Error ERROR = new AssertionError("error");

    private static int calls;

    private Throwing() {}

    static void run() {
        Report.every("throws-checked", () -> thrower(CHECKED));
        Report.every("throws-unchecked", () -> thrower(UNCHECKED));
        Report.every("throws-error", () -> thrower(ERROR));
        Report.that("checked-is-the-same", caught(CHECKED) == CHECKED);
        Report.that("unchecked-is-the-same", caught(UNCHECKED) == UNCHECKED);
        Report.that("error-is-the-same", caught(ERROR) == ERROR);
        Report.that("nothing-is-added", CHECKED.getSuppressed().length == 0 && CHECKED.getCause() == null);
        Report.once("succeeds-after-a-failure", Throwing::succeedsAfterAFailure);
        Report.that("stack-names-the-method", namesTheMethod());
    }

    private static String thrower(Throwable thrown) throws Throwable {
        return thrown == CHECKED ? checked(1) : thrown == UNCHECKED ? unchecked(1) : error(1);
    }

    private static Throwable caught(Throwable thrown) {
        try {
            thrower(thrown);
            return null;
        } catch (Throwable caught) {
            return caught;
        }
    }

    private static String succeedsAfterAFailure() {
        calls = 0;
        try {
            return failsFirst(1);
        } catch (IllegalStateException first) {
            return failsFirst(1);
        }
    }

    private static boolean namesTheMethod() {
        try {
            fresh(1);
            return false;
        } catch (IllegalStateException thrown) {
            return thrown.getStackTrace()[0].getMethodName().equals("fresh")
                    && thrown.getStackTrace()[1].getMethodName().equals("namesTheMethod");
        }
    }

    @Cached
    static String checked(int key) throws IOException {
        Report.ran(key);
        throw CHECKED;
    }

    @Cached
    static String unchecked(int key) {
        Report.ran(key);
        throw UNCHECKED;
    }

    @Cached
    static String error(int key) {
        Report.ran(key);
        throw ERROR;
    }

    @Cached
    static String fresh(int key) {
        throw new IllegalStateException("fresh " + key);
    }

    @Cached
    static String failsFirst(int key) {
        if (calls++ == 0) {
            throw UNCHECKED;
        }
        return Report.ran("then " + key);
    }
}
