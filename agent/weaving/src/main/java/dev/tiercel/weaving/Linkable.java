package dev.tiercel.weaving;

import dev.tiercel.codec.ValueType;
import dev.tiercel.config.CacheOverrides;
import dev.tiercel.readthrough.MethodSpec;
import dev.tiercel.readthrough.MethodSpec.Read;
import dev.tiercel.readthrough.MethodSpec.Result;
import dev.tiercel.readthrough.MethodSpec.Wrapper;
import java.util.List;

/**
 * What has to be known of a woven method once its class is there.
 *
 * @param spec what is said of it
 * @param isStatic whether it has no receiver
 * @param byReceiver see {@link WovenMethod}
 */
record Linkable(MethodSpec spec, boolean isStatic, boolean byReceiver) {
    /** What is said of a body that does something for objects of subclasses only: of its own class, nothing. */
    static MethodSpec silent(String name, int passed, boolean reads) {
        Result unknown = new Result(Wrapper.NONE, false, ValueType.of("java.lang.Object"), "java.lang.Object", false);
        Read read = reads ? new Read("", List.of(), CacheOverrides.NONE, null, null, null, null) : null;
        return new MethodSpec(name, passed, unknown, read, List.of());
    }

    /** True where nothing is said of the method for objects of its own class. */
    boolean isSilent() {
        Read read = spec.read();
        return read != null ? read.cache().isEmpty() : spec.writes().isEmpty();
    }

    static Linkable of(WovenMethod method) {
        return new Linkable(method.spec(), method.method().isStatic(), method.byReceiver());
    }
}
