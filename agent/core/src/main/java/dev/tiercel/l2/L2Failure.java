package dev.tiercel.l2;

/** Why the shared tier gave no answer, in words for a log line. Carries no stack trace, no key and no value. */
public final class L2Failure extends RuntimeException {
    static final String TIMED_OUT = "timed out, hung?";

    private final String reason;
    private final boolean outage;

    private L2Failure(String reason, boolean outage) {
        super(reason, null, false, false);
        this.reason = reason;
        this.outage = outage;
    }

    /** The server cannot be used: counts for the breaker. */
    public static L2Failure outage(String reason) {
        return new L2Failure(reason, true);
    }

    /** This one command was not taken, which says nothing of the next one. */
    public static L2Failure refusal(String reason) {
        return new L2Failure(reason, false);
    }

    /** The server is known to be away: it was not even asked. */
    public static L2Failure unavailable() {
        return outage("unavailable");
    }

    public static L2Failure timedOut() {
        return outage(TIMED_OUT);
    }

    public String reason() {
        return reason;
    }

    public boolean isOutage() {
        return outage;
    }
}
