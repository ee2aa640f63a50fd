package jsr107;

import java.util.Objects;

/** No provider of JSR-107, no container: the annotations alone. */
public class Main {
    public static void main(String[] arguments) {
        Catalog catalog = new Catalog();
        catalog.row(1, "one");

        catalog.find(1);
        say("found", catalog.find(1).name(), catalog);
        say("self", catalog.findTwice(1).name(), catalog);
        catalog.update(1, new Catalog.Product(1, "put"));
        say("put", catalog.find(1).name(), catalog);
        catalog.remove(1, "removed");
        say("removed", catalog.find(1).name(), catalog);
        catalog.find(1);
        fail(() -> catalog.failing(1, "failed"));
        say("failed", catalog.find(1).name(), catalog);
        fail(() -> catalog.failingButRemoving(1, "failed but removed"));
        say("evictFor", catalog.find(1).name(), catalog);
        fail(() -> catalog.failingAndSparing(1, "failed and spared"));
        say("noEvictFor", catalog.find(1).name(), catalog);
        catalog.replaceAll("all");
        say("all", catalog.find(1).name(), catalog);
        catalog.row(1, "reloaded");
        catalog.reload(1);
        say("skipGet", catalog.find(1).name(), catalog);
        catalog.removeByOwnKey(1, "by own key");
        say("ownKey", catalog.find(1).name(), catalog);
        catalog.byName("a", "1");
        say("key", catalog.byName("a", "2"), catalog);
        new Unnamed().find(1, "a");
    }

    private static void say(String what, String value, Catalog catalog) {
        System.out.println(what + " " + Objects.requireNonNull(value) + " loads " + catalog.loads());
    }

    private static void fail(Runnable call) {
        try {
            call.run();
            System.out.println("did not fail");
        } catch (Catalog.Unsold expected) {
            // as it was
        }
    }
}
