package shop.lib;

/** How often bodies of interfaces ran. */
public final class Ran {
    static int count;

    private Ran() {}

    public static int count() {
        int ran = count;
        count = 0;
        return ran;
    }
}
