package dev.tiercel.l2;

/** Why the shared tier gave no answer, in words for a log line. Carries no stack trace, no key and no value. */
public final class L2Failure extends RuntimeException {
    static final String TIMED_OUT = "timed out, hung?";

    private final String reason;
    private final Kind kind;

    private enum Kind {
        REFUSAL,
        OUTAGE,
        MISTAKE
    }

    private L2Failure(String reason, Kind kind) {
        super(reason, null, false, false);
        this.reason = reason;
        this.kind = kind;
    }

    /** The server cannot be used: counts for the breaker. */
    public static L2Failure outage(String reason) {
        return new L2Failure(reason, Kind.OUTAGE);
    }

    /** An outage that lasts until somebody changes a setting, here or there. */
    public static L2Failure mistake(String reason) {
        return new L2Failure(reason, Kind.MISTAKE);
    }

    /** This one command was not taken, which says nothing of the next one. */
    public static L2Failure refusal(String reason) {
        return new L2Failure(reason, Kind.REFUSAL);
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
        return kind != Kind.REFUSAL;
    }

    public boolean isMistake() {
        return kind == Kind.MISTAKE;
    }
}
