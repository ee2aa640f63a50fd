package scenario;

/** A program that has the agent on its class path, and attaches it to itself. */
public final class Installed {
    private Installed() {}

    public static void main(String[] args) throws Exception {
        boolean there = (boolean) Class.forName("dev.tiercel.weaving.entry.TiercelAgent")
                .getMethod("install", String.class)
                .invoke(null, args[0]);
        System.err.println("installed " + there);
        Shop.main(args);
    }
}
