package dev.tiercel.l2;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** From what a stage failed with to an {@link L2Failure}. */
final class Failures {
    private Failures() {}

    static L2Failure of(Throwable thrown) {
        boolean wrapped = thrown instanceof CompletionException || thrown instanceof ExecutionException;
        Throwable cause = wrapped && thrown.getCause() != null ? thrown.getCause() : thrown;
        return cause instanceof L2Failure failure
                ? failure
                : L2Failure.outage(cause.getClass().getSimpleName());
    }
}
