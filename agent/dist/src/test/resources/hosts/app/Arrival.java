package hosts;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** The agent, where the application has to bring it in by itself. */
public final class Arrival {
    private Arrival() {}

    /** By a method handle: reflection would look at all methods, and in a module may not see the types that they name. */
    public static void asTold() throws Throwable {
        if (Boolean.getBoolean("hosts.install")) {
            Class<?> agent = Class.forName("dev.tiercel.weaving.entry.TiercelAgent");
            boolean there = (boolean) MethodHandles.publicLookup()
                    .findStatic(agent, "install", MethodType.methodType(boolean.class))
                    .invoke();
            if (!there) {
                throw new IllegalStateException("not installed");
            }
        }
    }
}
