package dev.tiercel.sample;

/** Whether this run has the agent. The tests are the same with and without it; only where data comes from differs. */
final class AgentPresence {
    private static final boolean AGENT = checked(System.getProperty("dev.tiercel.agent") != null);

    private AgentPresence() {}

    static boolean isThere() {
        return AGENT;
    }

    /** What an answer says of a read that was made before. */
    static Origin ofSecondRead() {
        return AGENT ? new Origin("cache", "L1") : ofFirstRead();
    }

    /** What an answer says of a read that nobody made before. */
    static Origin ofFirstRead() {
        return new Origin("db", "loader");
    }

    /** Without this, an agent that did not start would pass for a run without one. */
    private static boolean checked(boolean agent) {
        if (agent != Boolean.getBoolean("sample.withAgent")) {
            throw new IllegalStateException("This run is to be " + (agent ? "without" : "with")
                    + " the agent (sample.withAgent in the pom), but it is " + (agent ? "there." : "not there."));
        }
        return agent;
    }
}
