package dev.tiercel.weaving;

import dev.tiercel.config.CacheOverrides;
import dev.tiercel.config.ValuesMode;
import dev.tiercel.readthrough.MethodSpec.Each;
import dev.tiercel.readthrough.MethodSpec.Result;
import dev.tiercel.readthrough.MethodSpec.TtlSource;
import dev.tiercel.readthrough.MethodSpec.Wrapper;
import dev.tiercel.weaving.description.AnnotationDescription;
import dev.tiercel.weaving.description.MethodDescription;
import dev.tiercel.weaving.description.TypeDescription;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an annotation of ours says of the behaviour of its cache. */
final class OwnSettings {
    private static final String TTL_FUNCTION = "dev.tiercel.TtlFunction";

    /** Attributes, and the settings of the configuration that they stand for. */
    private static final Map<String, String> OF_READ =
            inOrder("ttl", "negativeTtl", "staleIfError", "loaderSoftTimeout", "eagerRefresh");

    private static final Map<String, String> OF_PUT = inOrder("ttl");

    private OwnSettings() {}

    /** Of a {@code @Cached}. */
    static CacheOverrides of(AnnotationDescription cached) throws UnfitMethodException {
        String values = cached.getValue("values", String.class);
        CacheOverrides said = read(cached, OF_READ);
        // Its default is as good as nothing said: the configuration's default stands.
        return values.equals(ValuesMode.AUTO.name())
                ? said
                : parse("values", "values", values.toLowerCase(Locale.ROOT)).over(said);
    }

    /** Of a {@code @CachePut}. */
    static CacheOverrides ofPut(AnnotationDescription put) throws UnfitMethodException {
        return read(put, OF_PUT);
    }

    private static CacheOverrides read(AnnotationDescription annotation, Map<String, String> attributes)
            throws UnfitMethodException {
        CacheOverrides said = CacheOverrides.NONE;
        for (Map.Entry<String, String> attribute : attributes.entrySet()) {
            String text = Annotations.text(annotation, attribute.getKey());
            if (!text.isEmpty()) {
                said = said.over(parse(attribute.getKey(), attribute.getValue(), text));
            }
        }
        return said;
    }

    private static CacheOverrides parse(String attribute, String setting, String text) throws UnfitMethodException {
        try {
            return CacheOverrides.parse(Map.of(setting, text));
        } catch (IllegalArgumentException unfit) {
            String reason = String.valueOf(unfit.getMessage()).replaceFirst("^" + setting + ": ", attribute + " = ");
            throw new UnfitMethodException(reason);
        }
    }

    /** How the value tells its time, by {@code ttlFrom} or {@code ttlFunction}; null: it does not. */
    static @Nullable TtlSource ttlSource(
            AnnotationDescription cached, MethodDescription declaration, Result result, @Nullable Each each)
            throws UnfitMethodException {
        String path = Annotations.text(cached, "ttlFrom");
        TypeDescription function = Annotations.value(cached, "ttlFunction", TypeDescription.class);
        boolean byFunction = !function.getName().equals(TTL_FUNCTION);
        if (byFunction && !path.isEmpty()) {
            throw new UnfitMethodException("it says both ttlFrom and ttlFunction; keep one of them");
        }
        if (byFunction) {
            checkFunction(function);
            return new TtlSource("", function.getName());
        }
        return ttlSource("ttlFrom", path, declaration, result, each);
    }

    /**
     * How the value tells its time.
     *
     * @param attribute where the path stands, for the line that refuses it
     * @param path empty: it does not
     */
    static @Nullable TtlSource ttlSource(
            String attribute, String path, MethodDescription declaration, Result result, @Nullable Each each)
            throws UnfitMethodException {
        if (path.isEmpty()) {
            return null;
        }
        if (result.wrapper() == Wrapper.FLUX) {
            throw new UnfitMethodException(
                    attribute + " = \"" + path + "\": its value is a list, which has no such part; use a function");
        }
        Paths.check(attribute, path, ReturnTypes.value(declaration.getReturnType(), each != null));
        return new TtlSource(path, "");
    }

    private static void checkFunction(TypeDescription function) throws UnfitMethodException {
        boolean made = !function.isAbstract()
                && function.getDeclaredMethods().stream()
                        .anyMatch(method ->
                                method.isConstructor() && method.getParameters().isEmpty());
        if (!made) {
            throw new UnfitMethodException("ttlFunction = " + function.getActualName()
                    + ".class: the agent cannot make one; give it a constructor without parameters"
                    + " (a nested class has to be static)");
        }
    }

    private static Map<String, String> inOrder(String... attributes) {
        Map<String, String> settings = new LinkedHashMap<>();
        for (String attribute : attributes) {
            settings.put(attribute, attribute.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT));
        }
        return settings;
    }
}
