package dev.tiercel.readthrough;

import dev.tiercel.codec.ValueType;
import dev.tiercel.config.CacheOverrides;
import dev.tiercel.expression.Expression;
import dev.tiercel.key.KeyPart;
import dev.tiercel.key.KeyPart.Kind;
import dev.tiercel.key.KeyRecipe;
import dev.tiercel.readthrough.MethodSpec.Each;
import dev.tiercel.readthrough.MethodSpec.Read;
import dev.tiercel.readthrough.MethodSpec.Result;
import dev.tiercel.readthrough.MethodSpec.TtlSource;
import dev.tiercel.readthrough.MethodSpec.Wrapper;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Does what the code that is woven into a method with {@code each} does; the receiver of a call is its body. */
final class WovenBatch {
    static final String LIST = "java.util.List";
    static final String SET = "java.util.Set";
    static final String COLLECTION = "java.util.Collection";
    static final String ITERABLE = "java.lang.Iterable";
    static final String MAP = "java.util.Map";

    record Product(long id, String name) {}

    static final ValueType PRODUCT = ValueType.of(Product.class.getName());

    /** The body of the method, which is given all its arguments. */
    interface Source {
        @Nullable
        Object load(@Nullable Object... arguments) throws Exception;
    }

    /** What is said of the method. */
    static final class Spec {
        private String keys = COLLECTION;
        private String values = LIST;
        private String elementKey = "id";
        private boolean keepsAbsent;
        private CacheOverrides said = CacheOverrides.NONE;
        private @Nullable Expression condition;
        private @Nullable Expression unless;
        private @Nullable TtlSource ttl;
        private int before;
        private String idPath = "";
        private ValueType type = PRODUCT;
        private boolean shareable = true;

        Spec takes(String className) {
            keys = className;
            return this;
        }

        Spec returns(String className) {
            values = className;
            return this;
        }

        Spec elementKey(String path) {
            elementKey = path;
            return this;
        }

        Spec keepsAbsent() {
            keepsAbsent = true;
            return this;
        }

        /** It returns values of a class whose objects can be changed. */
        Spec changeable(Class<?> values) {
            type = ValueType.of(values.getName());
            shareable = false;
            return this;
        }

        /** It waits for nobody for longer. */
        Spec budget(Duration budget) {
            said = new CacheOverrides(null, null, null, null, null, null, null, budget, null, null, null, null, null);
            return this;
        }

        Spec condition(Expression set) {
            condition = set;
            return this;
        }

        Spec unless(Expression set) {
            unless = set;
            return this;
        }

        Spec ttlFrom(String path) {
            ttl = new TtlSource(path, "");
            return this;
        }

        /** The path from what the caller passes for one value to its id. */
        Spec idPath(String path) {
            idPath = path;
            return this;
        }

        /** So many other key parameters come before the ids. */
        Spec behind(int others) {
            before = others;
            return this;
        }

        private MethodSpec build() {
            List<KeyPart> parts = new ArrayList<>(Corridor.keys(before, Kind.DYNAMIC));
            parts.add(new KeyPart(Kind.DYNAMIC, before, idPath));
            Each each = new Each(before, before, keys, elementKey, values, keepsAbsent);
            Read read = new Read("products", parts, said, condition, unless, ttl, each);
            Result result = new Result(Wrapper.NONE, false, type, type.className(), shareable);
            return new MethodSpec("Shop.findAllById", before + 1, result, read, List.of());
        }
    }

    private final ReadHandles handles;
    private final int passed;

    private WovenBatch(Corridor corridor, MethodSpec spec, @Nullable Supplier<MethodHandle> body) {
        this.passed = spec.passed();
        this.handles = corridor.handles(spec, body == null ? this::body : body);
    }

    static WovenBatch of(Corridor corridor) {
        return of(corridor, new Spec());
    }

    static WovenBatch of(Corridor corridor, Spec spec) {
        return new WovenBatch(corridor, spec.build(), null);
    }

    /** One whose body the virtual machine gives nobody. */
    static WovenBatch withoutBody(Corridor corridor) {
        return new WovenBatch(corridor, new Spec().build(), () -> {
            throw new IllegalStateException("closed");
        });
    }

    private MethodHandle body() {
        MethodType type = MethodType.methodType(Object.class, Object.class, Object[].class);
        try {
            return MethodHandles.lookup().bind(this, "run", type);
        } catch (ReflectiveOperationException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @SuppressWarnings("UnusedMethod") // by its handle
    private @Nullable Object run(@Nullable Object receiver, @Nullable Object[] arguments) throws Exception {
        if (!(receiver instanceof Source source)) {
            throw new AssertionError("no receiver");
        }
        return call(source, arguments);
    }

    @Nullable
    Object call(Source source, @Nullable Object... arguments) throws Exception {
        List<@Nullable Object> all = new ArrayList<>();
        if (passed > KeyRecipe.MAX_SPREAD) {
            all.add(arguments);
        } else {
            all.addAll(Arrays.asList(arguments));
        }
        if (invoke(handles.hit(), all) != null) {
            throw new AssertionError("a batch has no hits");
        }
        all.add(source);
        all.add(arguments);
        Object opened = invoke(handles.open(), all);
        if (opened instanceof Throwable[] thrown) {
            if (thrown[0] instanceof Error error) {
                throw error;
            }
            throw (Exception) thrown[0];
        }
        return opened == null ? source.load(arguments) : ((Object[]) opened)[0];
    }

    private static @Nullable Object invoke(MethodHandle handle, List<@Nullable Object> arguments) {
        try {
            return handle.type().parameterCount() == 0 ? handle.invoke() : handle.invokeWithArguments(arguments);
        } catch (Throwable ours) {
            throw new AssertionError("a handle threw", ours);
        }
    }

    @SuppressWarnings("unchecked")
    List<Product> list(Source source, @Nullable Object... arguments) throws Exception {
        return (List<Product>) call(source, arguments);
    }

    @SuppressWarnings("unchecked")
    Map<Object, Product> map(Source source, @Nullable Object... arguments) throws Exception {
        return (Map<Object, Product>) call(source, arguments);
    }
}
