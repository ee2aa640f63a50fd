package dev.tiercel.weaving;

import dev.tiercel.config.CacheConfig;
import dev.tiercel.config.CacheOverrides;
import dev.tiercel.config.TiercelConfig;
import dev.tiercel.config.ValuesMode;
import dev.tiercel.key.KeyPart;
import dev.tiercel.readthrough.MethodSpec;
import dev.tiercel.readthrough.MethodSpec.Read;
import dev.tiercel.readthrough.MethodSpec.Write;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Woven methods in words, as the configuration in force has them. */
final class MethodRows {
    private final TiercelConfig config;

    /** What is written where a method is cached: {@code CACHED}, or {@code DRY_RUN}. */
    private final String active;

    MethodRows(TiercelConfig config, String active) {
        this.config = config;
        this.active = active;
    }

    /** A row for each cache that a method has to do with. */
    List<Map<String, String>> of(String className, String id, Linkable method) {
        MethodSpec spec = method.spec();
        List<Map<String, String>> rows = new ArrayList<>();
        Read read = spec.read();
        if (read != null) {
            Map<String, String> row = row(className, id, spec, read.cache(), "READ", isOn(spec, read) ? active : "OFF");
            CacheConfig behaviour = behaviour(read.cache(), read.said());
            row.put("values", isShared(spec, behaviour) ? "SHARED" : "COPIED");
            row.put("ttl", ttl(behaviour));
            rows.add(row);
        }
        for (Write write : spec.writes()) {
            rows.add(row(className, id, spec, write.cache(), "WRITE", active.equals("CACHED") ? "ACTIVE" : active));
        }
        return rows;
    }

    private static Map<String, String> row(
            String className, String id, MethodSpec spec, String cache, String kind, String state) {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("method", spec.name());
        row.put("class", className);
        row.put("signature", signature(id));
        row.put("cache", cache);
        row.put("kind", kind);
        row.put("state", state);
        return row;
    }

    static String ttl(CacheConfig behaviour) {
        return String.valueOf(behaviour.texts().get("ttl"));
    }

    boolean isOn(MethodSpec spec, Read read) {
        return config.enabled() && config.overridesOf(read.cache()).isOn() && !config.isBypassed(spec.name());
    }

    CacheConfig behaviour(String cache, CacheOverrides said) {
        return config.overridesOf(cache).over(said).over(config.defaults());
    }

    static boolean isShared(MethodSpec spec, CacheConfig behaviour) {
        return behaviour.values() == ValuesMode.REFERENCE
                || (behaviour.values() == ValuesMode.AUTO && spec.result().shareable());
    }

    /** {@code find(long,String)Product} */
    static String signature(String id) {
        int at = id.indexOf('(');
        return id.substring(0, at)
                + MethodTypeDesc.ofDescriptor(id.substring(at)).displayDescriptor();
    }

    /** {@code the parameters 1 and 2.name} */
    static String key(List<KeyPart> parts, String id) {
        if (parts.isEmpty()) {
            return "none: there is one entry";
        }
        List<ClassDesc> types =
                MethodTypeDesc.ofDescriptor(id.substring(id.indexOf('('))).parameterList();
        return parts.stream().map(part -> key(part, types)).collect(Collectors.joining(", "));
    }

    private static String key(KeyPart part, List<ClassDesc> types) {
        String path = part.path().isEmpty() ? "" : "." + part.path();
        return (part.position() == KeyPart.RESULT ? "result" : "argument " + part.position())
                + path
                + (part.position() >= 0 && path.isEmpty() && part.position() < types.size() ? kind(part) : "");
    }

    private static String kind(KeyPart part) {
        return part.kind() == KeyPart.Kind.DYNAMIC ? " (its type is seen at each call)" : "";
    }

    /** What is said when a write happens; null: always, after the method. */
    static @Nullable String when(Write write) {
        return write.moment().before() ? "before the method runs" : null;
    }
}
