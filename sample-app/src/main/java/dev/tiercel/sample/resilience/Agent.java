package dev.tiercel.sample.resilience;

/** Whether the agent runs in this process. */
public final class Agent {
    private Agent() {}

    /** The agent sets this property when it has started. */
    public static boolean isPresent() {
        return System.getProperty("dev.tiercel.agent") != null;
    }
}
