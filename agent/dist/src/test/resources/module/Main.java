package shop;

import dev.tiercel.Cached;
import java.lang.reflect.Proxy;

/** An application that is a module and exports nothing. */
public final class Main {
    private static int bodies;

    private Main() {}

    public static void main(String[] args) {
        for (int i = 0; i < 2; i++) {
            find(1);
            new Implementation().read(1);
        }
        System.out.println("module " + Main.class.getModule().getName());
        System.out.println("bodies " + bodies);
        bodies = 0;
        Reads proxy = (Reads) Proxy.newProxyInstance(
                Main.class.getClassLoader(), new Class<?>[] {Reads.class}, (self, method, arguments) -> "proxy "
                        + ++bodies);
        proxy.read(2);
        proxy.read(2);
        System.out.println("proxied " + bodies);
    }

    public interface Reads {
        @Cached
        String read(long id);
    }

    static final class Implementation implements Reads {
        @Override
        public String read(long id) {
            return "read " + ++bodies;
        }
    }

    @Cached
    static String find(long id) {
        return "found " + ++bodies;
    }
}
