package dev.tiercel.sample.resilience;

/** Whether the agent runs in this process. */
final class Agent {
    private Agent() {}

    /** The agent sets this property when it has started. */
    static boolean isPresent() {
        return System.getProperty("dev.tiercel.agent") != null;
    }
}
