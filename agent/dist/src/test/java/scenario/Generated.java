package scenario;

import dev.tiercel.CacheInvalidate;
import dev.tiercel.CacheKey;
import dev.tiercel.CachePut;
import dev.tiercel.Cached;
import dev.tiercel.Values;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.description.annotation.AnnotationDescription;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.loading.ClassLoadingStrategy;
import net.bytebuddy.implementation.MethodDelegation;
import net.bytebuddy.implementation.bind.annotation.AllArguments;
import net.bytebuddy.implementation.bind.annotation.Origin;
import net.bytebuddy.implementation.bind.annotation.RuntimeType;

/**
 * Classes with methods of random shapes, made twice from one seed: with random annotations of ours, whatever they say, and
 * without any. Calls of both have to end alike. Its arguments are the first seed, and how many seeds or seconds.
 */
public final class Generated {
    private static final int METHODS = 12;

    private static final Class<?>[] RETURNED = {
        void.class,
        int.class,
        long.class,
        boolean.class,
        char.class,
        double.class,
        byte.class,
        float.class,
        String.class,
        Integer.class,
        Object.class,
        Optional.class,
        List.class,
        Set.class,
        Map.class,
        Collection.class,
        int[].class,
        String[].class,
        CompletableFuture.class,
        CompletionStage.class,
        BigDecimal.class,
        DayOfWeek.class,
        Number.class,
        Comparable.class,
        Void.class
    };

    private static final Class<?>[] PASSED = {
        int.class,
        long.class,
        short.class,
        byte.class,
        char.class,
        boolean.class,
        double.class,
        float.class,
        String.class,
        Integer.class,
        Object.class,
        List.class,
        int[].class,
        String[].class,
        Optional.class,
        DayOfWeek.class,
        BigDecimal.class,
        Collection.class,
        Thread.class
    };

    private static final String[] NAMES = {"", "a", "a:b", "%", "é\u2028", "a b", "${x}", "a\nb", "x".repeat(300)};
    private static final String[] TIMES = {
        "", "", "5m", "PT1H", "1d", "0s", "-1s", "5", "never", "99999999d", "PT", " 5s "
    };
    private static final String[] EXPRESSIONS = {
        "",
        "",
        "",
        "true",
        "false",
        "p0 > 1",
        "p0 == null",
        "result == null",
        "result > 3",
        "p9",
        "p0.x",
        "((",
        "'",
        "p0",
        "p0 == 'a' || p1 < 2",
        "!p0",
        "result.size > 0",
        "1 == 1",
        "p0.class",
        "-"
    };
    private static final String[] PATHS = {"", "", "", "id", "x.y", "class", ".", "value", "p0"};
    private static final String[] TAGS = {"t", "t-{p0}", "{p1}", "{", "}", "", "{p0.x}", "x".repeat(120)};
    private static final String[] RATIOS = {"", "", "0.8", "80%", "0", "1", "2", "-1", "x"};

    private Generated() {}

    /** The body of every generated method: what it returns or throws is told by its name and what it is given. */
    public static final class Body {
        private Body() {}

        @RuntimeType
        public static Object answer(@Origin Method method, @AllArguments Object[] arguments) {
            int number = (method.getName() + Arrays.deepToString(arguments)).hashCode();
            if (number % 7 == 0) {
                throw new IllegalStateException("of " + method.getName());
            }
            return valueOf(method.getReturnType(), new Random(number), true);
        }
    }

    public static void main(String[] arguments) throws Exception {
        long first = Long.parseLong(arguments[0]);
        long seeds = arguments[1].endsWith("s") ? Long.MAX_VALUE : Long.parseLong(arguments[1]);
        long seconds = arguments[1].endsWith("s") ? Long.parseLong(arguments[1].replace("s", "")) : Integer.MAX_VALUE;
        long end = System.nanoTime() + seconds * 1_000_000_000;
        int calls = 0;
        for (long seed = first; seed - first < seeds && System.nanoTime() < end; seed++) {
            try {
                calls += compare(seed);
            } catch (Throwable broken) {
                System.out.println("NOT seed " + seed + " broke: " + broken);
            }
        }
        System.out.println("calls " + calls);
    }

    private static int compare(long seed) throws Exception {
        Class<?> with = made(seed, true);
        Class<?> without = made(seed, false);
        int calls = 0;
        for (int i = 0; i < METHODS; i++) {
            Method annotated = find(with, "m" + i);
            Method bare = find(without, "m" + i);
            for (int again = 0; again < 3; again++) {
                String expected = called(bare, arguments(bare, seed));
                String actual = called(annotated, arguments(annotated, seed));
                calls++;
                if (!actual.equals(expected)) {
                    System.out.println("NOT seed " + seed + " " + annotated + ": " + actual + ", not " + expected + "; "
                            + Arrays.toString(annotated.getAnnotations()));
                }
            }
        }
        return calls;
    }

    private static Method find(Class<?> type, String name) {
        Method found = Arrays.stream(type.getDeclaredMethods())
                .filter(method -> method.getName().equals(name))
                .findFirst()
                .orElseThrow();
        found.setAccessible(true);
        return found;
    }

    private static Object[] arguments(Method method, long seed) {
        Random random = new Random(seed);
        return Arrays.stream(method.getParameterTypes())
                .map(type -> valueOf(type, random, false))
                .toArray();
    }

    private static String called(Method method, Object[] arguments) {
        try {
            Object target = Modifier.isStatic(method.getModifiers())
                    ? null
                    : method.getDeclaringClass().getDeclaredConstructor().newInstance();
            return shown(method.invoke(target, arguments));
        } catch (ReflectiveOperationException thrown) {
            return "threw " + (thrown.getCause() == null ? thrown : thrown.getCause());
        }
    }

    private static String shown(Object value) {
        if (value instanceof CompletionStage<?> stage) {
            try {
                return "stage " + shown(stage.toCompletableFuture().join());
            } catch (CompletionException failed) {
                return "failed " + failed.getCause();
            }
        }
        return value != null && value.getClass().isArray()
                ? Arrays.deepToString(new Object[] {value})
                : String.valueOf(value);
    }

    private static Class<?> made(long seed, boolean annotated) {
        Random shape = new Random(seed);
        Random said = new Random(~seed);
        DynamicType.Builder<Object> builder = new ByteBuddy()
                .subclass(Object.class)
                .name("generated.Of" + seed)
                .modifiers(Modifier.PUBLIC);
        for (int i = 0; i < METHODS; i++) {
            builder = method(builder, "m" + i, shape, said, annotated);
        }
        return builder.make()
                .load(new ClassLoader(Generated.class.getClassLoader()) {}, ClassLoadingStrategy.Default.INJECTION)
                .getLoaded();
    }

    private static DynamicType.Builder<Object> method(
            DynamicType.Builder<Object> builder, String name, Random shape, Random said, boolean annotated) {
        int modifiers =
                one(shape, Modifier.PUBLIC, Modifier.PRIVATE, 0, Modifier.PROTECTED, Modifier.PUBLIC | Modifier.FINAL)
                        | one(shape, 0, 0, Modifier.STATIC, Modifier.SYNCHRONIZED);
        DynamicType.Builder.MethodDefinition.ParameterDefinition<Object> parameters =
                builder.defineMethod(name, one(shape, RETURNED), modifiers);
        for (int count = shape.nextInt(7); count > 0; count--) {
            DynamicType.Builder.MethodDefinition.ParameterDefinition.Annotatable<Object> parameter =
                    parameters.withParameter(one(shape, PASSED), "p" + count);
            parameters = annotated && said.nextInt(4) == 0
                    ? parameter.annotateParameter(AnnotationDescription.Builder.ofType(CacheKey.class)
                            .define("value", seldom(said, PATHS))
                            .build())
                    : parameter;
        }
        DynamicType.Builder.MethodDefinition<Object> body = parameters.intercept(MethodDelegation.to(Body.class));
        return annotated ? body.annotateMethod(annotations(name, said)) : body;
    }

    private static List<AnnotationDescription> annotations(String name, Random said) {
        List<AnnotationDescription> all = new ArrayList<>();
        int kind = said.nextInt(16);
        if (kind < 9) {
            all.add(cached(name, said));
        }
        if (kind == 0 || kind > 12) {
            all.add(put(name, said));
        }
        if (kind == 1 || (kind > 8 && kind < 14)) {
            all.add(invalidate(said));
        }
        return all;
    }

    private static AnnotationDescription cached(String name, Random said) {
        return AnnotationDescription.Builder.ofType(Cached.class)
                .define("cache", cacheOf(name, said))
                .define("ttl", seldom(said, TIMES))
                .define("negativeTtl", seldom(said, TIMES))
                .define("staleIfError", seldom(said, TIMES))
                .define("loaderSoftTimeout", seldom(said, TIMES))
                .define("eagerRefresh", seldom(said, RATIOS))
                .define("values", one(said, Values.values()))
                .define("condition", seldom(said, EXPRESSIONS))
                .define("unless", seldom(said, EXPRESSIONS))
                .define("ttlFrom", seldom(said, PATHS))
                .define("each", said.nextInt(6) == 0)
                .define("elementKey", seldom(said, PATHS))
                .defineArray("tags", tags(said))
                .build();
    }

    private static AnnotationDescription put(String name, Random said) {
        return AnnotationDescription.Builder.ofType(CachePut.class)
                .define("cache", "put-" + cacheOf(name, said))
                .define("ttl", seldom(said, TIMES))
                .define("condition", seldom(said, EXPRESSIONS))
                .define("unless", seldom(said, EXPRESSIONS))
                .defineArray("tags", tags(said))
                .build();
    }

    private static AnnotationDescription invalidate(Random said) {
        return AnnotationDescription.Builder.ofType(CacheInvalidate.class)
                .defineArray("cache", "i" + one(said, NAMES), "j" + one(said, NAMES))
                .define("all", said.nextBoolean())
                .define("condition", seldom(said, EXPRESSIONS))
                .defineArray("tags", tags(said))
                .build();
    }

    /** A name of the method's own: methods that share a cache may answer with each other's values. */
    private static String cacheOf(String name, Random said) {
        String prefix = one(said, NAMES);
        return prefix.isEmpty() ? "" : prefix + name;
    }

    private static String[] tags(Random said) {
        return said.nextInt(8) > 0 ? new String[0] : new String[] {one(said, TAGS), one(said, TAGS)};
    }

    /** Mostly the first, so that not every method has something that is wrong. */
    private static String seldom(Random random, String[] choices) {
        return random.nextInt(5) > 0 ? choices[0] : one(random, choices);
    }

    @SafeVarargs
    private static <T> T one(Random random, T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private static Object valueOf(Class<?> type, Random random, boolean returned) {
        int number = random.nextInt(10);
        if (type == int.class || type == Integer.class || type == Object.class || type == Number.class) {
            return number;
        } else if (type == long.class) {
            return (long) number;
        } else if (type == short.class) {
            return (short) number;
        } else if (type == byte.class) {
            return (byte) number;
        } else if (type == char.class) {
            return (char) ('a' + number);
        } else if (type == boolean.class) {
            return number > 4;
        } else if (type == double.class) {
            return (double) number;
        } else if (type == float.class) {
            return (float) number;
        } else if (number == 0 || type == void.class || type == Void.class) {
            return null;
        } else if (type == String.class || type == Comparable.class) {
            return "text " + number;
        } else if (type == BigDecimal.class) {
            return BigDecimal.valueOf(number);
        } else if (type == DayOfWeek.class) {
            return DayOfWeek.of(1 + number % 7);
        } else if (type == Optional.class) {
            return number > 4 ? Optional.of("some " + number) : Optional.empty();
        } else if (type == List.class || type == Collection.class) {
            return new ArrayList<>(List.of(number, number + 1));
        } else if (type == Set.class) {
            return Set.of(number);
        } else if (type == Map.class) {
            return Map.of("key", number);
        } else if (type == int[].class) {
            return new int[] {number, 2};
        } else if (type == String[].class) {
            return new String[] {"a" + number};
        } else if (type == CompletableFuture.class || type == CompletionStage.class) {
            return number > 6
                    ? CompletableFuture.failedFuture(new IllegalStateException("later"))
                    : CompletableFuture.completedFuture("later " + number);
        }
        return null;
    }
}
