package dev.tiercel.codec;

import tools.jackson.core.exc.StreamConstraintsException;

/** From what was thrown to words for a log line: Jackson's own messages may quote values, so they are not used. */
final class Reasons {
    private Reasons() {}

    static String of(Throwable thrown) {
        if (thrown instanceof StackOverflowError) {
            return "it is nested too deeply, or a cycle";
        }
        Throwable root = thrown;
        // Bounded, because a cause can be made to lead back to itself.
        for (int i = 0; i < 500 && root.getCause() != null && !(root instanceof Inexact); i++) {
            root = root.getCause();
        }
        if (root instanceof Inexact inexact) {
            return inexact.reason();
        }
        if (root instanceof StreamConstraintsException) {
            return "it is nested deeper than " + Mappers.MAX_DEPTH + " levels, or a cycle";
        }
        if (root instanceof ClassNotFoundException || root instanceof LinkageError) {
            return root.getClass().getSimpleName() + " " + root.getMessage();
        }
        return "it cannot be written (" + root.getClass().getSimpleName() + ")";
    }
}
