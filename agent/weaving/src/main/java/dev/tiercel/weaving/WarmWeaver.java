package dev.tiercel.weaving;

import dev.tiercel.Cached;
import dev.tiercel.log.EventLog;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The weaver, made when it is first needed: that loads some 800 classes of Byte Buddy, a quarter of a second on one
 * core. An application that has our annotations on its class path will need it, so it is made, and used once, beside the
 * application's own start. Thread-safe.
 */
final class WarmWeaver {
    private final List<Dialect> dialects;
    private final EventLog log;
    private volatile @Nullable Weaver made;

    WarmWeaver(List<Dialect> dialects, EventLog log) {
        this.dialects = dialects;
        this.log = log;
    }

    /** The weaver; two threads may make one each, which is as good as one. */
    Weaver get() {
        Weaver weaver = made;
        if (weaver == null) {
            weaver = new Weaver(dialects, log);
            made = weaver;
        }
        return weaver;
    }

    /** Weaves a class for nothing. */
    void warmUp() {
        ClassLoader own = WarmWeaver.class.getClassLoader();
        String name = Practice.class.getName();
        try (InputStream in = own.getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in != null) {
                get().weave(own, name, in.readAllBytes());
            }
        } catch (IOException | RuntimeException unwarmed) {
            log.warn("The agent could not practise its weaving, and may be slow at the first class: " + unwarmed);
        }
    }

    /** What is woven for practice; never called. */
    @SuppressWarnings({"unused", "UnusedMethod"})
    private static final class Practice {
        @Cached
        String find(long id) {
            return String.valueOf(id);
        }
    }
}
