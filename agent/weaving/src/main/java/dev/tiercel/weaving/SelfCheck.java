package dev.tiercel.weaving;

import dev.tiercel.Cached;
import dev.tiercel.weaving.LinkedMethod.Handles;
import dev.tiercel.weaving.Weaver.Woven;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A class of our own, woven, loaded and called, beside the application's start: what is wrong with this virtual machine, or
 * with another agent in it, shows here and not in the application's classes. And what the first class to be woven would have
 * to wait for is there then.
 */
final class SelfCheck {
    private static final String ANSWER = "from the cache";

    private SelfCheck() {}

    /** Null: all is well; else what is wrong. */
    static @Nullable String run(Weaving weaving, Linker linker) {
        try {
            Object answer = call(weaving, linker);
            return ANSWER.equals(answer) ? null : "a woven method runs as if it were not";
        } catch (Throwable broken) {
            return String.valueOf(broken.getCause() == null ? broken : broken.getCause());
        }
    }

    private static Object call(Weaving weaving, Linker linker) throws Throwable {
        ClassLoader own = SelfCheck.class.getClassLoader();
        String name = Practice.class.getName();
        byte[] file;
        try (InputStream in = own.getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new IOException("the agent's jar has no " + name);
            }
            file = in.readAllBytes();
        }
        Woven woven = weaving.weaver().weave(own, name, file);
        if (woven == null) {
            throw new IllegalStateException("nothing was woven");
        }
        Class<?> type = new Loader(own).define(name, woven.file());
        MethodHandle hit = MethodHandles.dropArguments(MethodHandles.constant(Object.class, ANSWER), 0, Object.class);
        linker.expect(type, weaving.marked("find(J)Ljava/lang/String;"), new Handles(Map.of(Role.HIT, hit), Map.of()));
        return MethodHandles.privateLookupIn(type, MethodHandles.lookup())
                .findStatic(type, "find", MethodType.methodType(String.class, long.class))
                .invokeWithArguments(1L);
    }

    /** Gone with its class once that was called. */
    private static final class Loader extends ClassLoader {
        Loader(ClassLoader parent) {
            super("tiercel-check", parent);
        }

        Class<?> define(String name, byte[] file) {
            return defineClass(name, file, 0, file.length);
        }
    }

    /** What is woven. */
    @SuppressWarnings("UnusedMethod") // called by a handle
    private static final class Practice {
        private Practice() {}

        @Cached
        static String find(long id) {
            return String.valueOf(id);
        }
    }
}
