package dev.tiercel.weaving;

import dev.tiercel.log.EventLog;
import dev.tiercel.threads.Daemons;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is said of inherited bodies, by the classes that inherit them. A body is woven once, in the class that declares
 * it; for which objects something is to be done, and what, is told by each object's class. Thread-safe.
 *
 * <p>A class is known before its superclass, as a rule: the virtual machine shows us its file first. Where the superclass
 * was loaded earlier, for another subclass, it is woven now, before the first object of this one can be made.
 */
final class Receivers {
    /**
     * What a class says of a body that it inherits.
     *
     * @param said null: nothing is to be done for its objects
     */
    private record Word(@Nullable Linkable said) {}

    private static final long MAX_WAIT_MILLIS = 2_000;

    private final Instrumentation instrumentation;
    private final Announcer announcer;
    private final EventLog log;

    /** By class loader, then by the class's name and the body. */
    private final Map<ClassLoader, Map<String, Word>> words = Collections.synchronizedMap(new WeakHashMap<>());

    /**
     * Bodies that some class inherits, by the class that declares them, and whether they read; loaders do not matter, for
     * too many do no harm.
     */
    private final Map<String, Map<String, Boolean>> wanted = new ConcurrentHashMap<>();

    /** Bodies that are woven so that they ask. */
    private final Map<ClassLoader, Set<String>> asking = Collections.synchronizedMap(new WeakHashMap<>());

    private final Map<String, Set<ReceiverSites>> sites = new HashMap<>();

    /** The thread that shows us loaded classes, if one does. */
    private volatile @Nullable Thread gathering;

    Receivers(Instrumentation instrumentation, Announcer announcer, EventLog log) {
        this.instrumentation = instrumentation;
        this.announcer = announcer;
        this.log = log;
    }

    /**
     * Notes what is said of a body for objects of a class, before that class is defined.
     *
     * @param home the class that declares the body
     * @param body its name and descriptor
     * @param reads whether it reads or changes; it can be woven in one way only
     * @param said null: nothing is to be done
     * @return false: the body was loaded earlier and could not be woven that way
     */
    boolean expect(
            ClassLoader loader, String className, String home, String body, boolean reads, @Nullable Linkable said) {
        String id = id(home, body);
        Boolean first =
                wanted.computeIfAbsent(home, any -> new ConcurrentHashMap<>()).putIfAbsent(body, reads);
        if (first != null && first != reads) {
            return false;
        }
        words.computeIfAbsent(loader, any -> new ConcurrentHashMap<>()).put(className + " " + id, new Word(said));
        share(id);
        boolean woven = first != null || gathering == Thread.currentThread() || weaveLoaded(home, body);
        if (woven && said != null) {
            announcer.woven(List.of(said));
        }
        return woven;
    }

    /** While loaded classes are shown on this thread, those that declare a body are not woven at once: they come later. */
    void gather(Runnable showing) {
        gathering = Thread.currentThread();
        try {
            showing.run();
        } finally {
            gathering = null;
        }
    }

    /** True for a class with a body of which others say something. */
    boolean isHome(Class<?> type) {
        return wanted.containsKey(type.getName());
    }

    /** True for one that does not ask yet, for one of those bodies. */
    boolean isPending(Class<?> type) {
        return type.getClassLoader() != null
                && wanted.getOrDefault(type.getName(), Map.of()).keySet().stream()
                        .anyMatch(body -> !isAsking(type, body));
    }

    /**
     * Weaves the class if it was loaded before anything was known of its body. On a thread of its own: while one class is
     * transformed, the virtual machine shows transformers nothing else that happens on that thread. For the same reason
     * nothing is loaded here.
     */
    private boolean weaveLoaded(String home, String body) {
        List<Class<?>> loaded = new ArrayList<>();
        for (Class<?> type : instrumentation.getAllLoadedClasses()) {
            if (type.getName().equals(home) && type.getClassLoader() != null && !isAsking(type, body)) {
                loaded.add(type);
            }
        }
        if (loaded.isEmpty()) {
            return true;
        }
        Thread weaver = Daemons.thread("tiercel-weave", () -> retransform(loaded));
        weaver.start();
        try {
            // A class loader that is not parallel capable may be locked by the class that is being loaded.
            weaver.join(MAX_WAIT_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return loaded.stream().allMatch(type -> isAsking(type, body));
    }

    private void retransform(List<Class<?>> loaded) {
        try {
            instrumentation.retransformClasses(loaded.toArray(Class<?>[]::new));
        } catch (UnmodifiableClassException | LinkageError | RuntimeException unwoven) {
            log.warn(loaded.get(0).getName() + " could not be woven for its subclasses: " + unwoven);
        }
    }

    private boolean isAsking(Class<?> type, String body) {
        return asking.getOrDefault(type.getClassLoader(), Set.of()).contains(id(type.getName(), body));
    }

    /** Notes that a body is being woven so that it asks for its receiver's class. */
    void asks(ClassLoader loader, String home, String body) {
        asking.computeIfAbsent(loader, any -> ConcurrentHashMap.newKeySet()).add(id(home, body));
    }

    /** Whether the body reads, if a class that inherits it says something of it; null: none does. */
    @Nullable
    Boolean reads(String home, String body) {
        return wanted.getOrDefault(home, Map.of()).get(body);
    }

    /**
     * The call sites of a body that asks.
     *
     * @param own what is done for objects whose class says nothing
     * @param make makes what a class says
     */
    ReceiverSites sites(Class<?> home, String body, LinkedMethod own, Function<Said, LinkedMethod> make) {
        String id = id(home.getName(), body);
        ReceiverSites made = new ReceiverSites(own, type -> {
            Said said = of(type, id);
            return said == null ? null : make.apply(said);
        });
        synchronized (sites) {
            sites.computeIfAbsent(id, any -> Collections.newSetFromMap(new WeakHashMap<>()))
                    .add(made);
            if (reads(home.getName(), body) != null) {
                made.share();
            }
        }
        return made;
    }

    /** Lets go of what is known of classes. */
    void forgetAll() {
        synchronized (sites) {
            sites.values().forEach(each -> each.forEach(ReceiverSites::forgetAll));
            sites.clear();
        }
    }

    private void share(String id) {
        synchronized (sites) {
            sites.getOrDefault(id, Set.of()).forEach(ReceiverSites::share);
        }
    }

    /** What a class itself says of a body; null: it says nothing. */
    private @Nullable Said of(Class<?> type, String id) {
        ClassLoader loader = type.getClassLoader();
        Word word = loader == null ? null : words.getOrDefault(loader, Map.of()).get(type.getName() + " " + id);
        return word == null || loader == null ? null : new Said(word.said, loader);
    }

    /**
     * What a class says of a body for its objects.
     *
     * @param linkable null: nothing is to be done
     * @param loader of the class
     */
    record Said(@Nullable Linkable linkable, ClassLoader loader) {}

    private static String id(String home, String body) {
        return home + "." + body;
    }
}
