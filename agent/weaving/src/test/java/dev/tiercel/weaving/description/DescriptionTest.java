package dev.tiercel.weaving.description;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.description.method.ParameterList;
import net.bytebuddy.description.type.TypeDefinition;
import net.bytebuddy.description.type.TypeList;
import net.bytebuddy.dynamic.ClassFileLocator;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.cache.annotation.Cacheable;

/** Every class of whole libraries is described as Byte Buddy describes it. */
class DescriptionTest {
    private static final ClassLoader LOADER = DescriptionTest.class.getClassLoader();

    private final TypePool pool = TypePool.of(LOADER, TypePool.ofPlatform());
    private final net.bytebuddy.pool.TypePool theirs = new net.bytebuddy.pool.TypePool.Default.WithLazyResolution(
            new net.bytebuddy.pool.TypePool.CacheProvider.Simple(),
            ClassFileLocator.ForClassLoader.of(LOADER),
            net.bytebuddy.pool.TypePool.Default.ReaderMode.EXTENDED);

    /** Of its parameters the names are not read. */
    private static boolean isOfJdk(String name) {
        return name.startsWith("java.");
    }

    @ParameterizedTest
    @ValueSource(classes = {ByteBuddy.class, Assertions.class, Cacheable.class, Optional.class})
    void everyClassOfALibrary_isDescribedAlike(Class<?> ofLibrary) throws Exception {
        int compared = 0;
        for (String name : names(ofLibrary)) {
            List<String> expected;
            try {
                expected = told(theirs.describe(name).resolve());
            } catch (net.bytebuddy.pool.TypePool.Resolution.NoSuchTypeException withoutALibraryThatIsNotHere) {
                continue;
            }
            assertThat(told(pool.describe(name))).as(name).isEqualTo(expected);
            compared++;
        }
        assertThat(compared).isGreaterThan(3);
    }

    private static List<String> names(Class<?> ofLibrary) throws IOException, URISyntaxException {
        if (ofLibrary.getProtectionDomain().getCodeSource() == null) {
            return List.of(
                    "java.util.ArrayList",
                    "java.util.HashMap",
                    "java.util.Optional",
                    "java.util.concurrent.TimeUnit",
                    "java.util.concurrent.CompletableFuture",
                    "java.lang.Enum",
                    "java.lang.Record",
                    "java.sql.Connection");
        }
        TreeSet<String> names = new TreeSet<>();
        try (JarFile jar = new JarFile(Path.of(ofLibrary
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toFile())) {
            for (JarEntry entry : jar.stream().toList()) {
                String name = entry.getName();
                if (name.endsWith(".class") && !name.contains("-")) {
                    names.add(
                            name.substring(0, name.length() - ".class".length()).replace('/', '.'));
                }
            }
        }
        return new ArrayList<>(names);
    }

    private static List<String> told(TypeDescription type) {
        List<String> told = new ArrayList<>();
        told.add(type.getName()
                + type.isInterface()
                + type.isAbstract()
                + (type.isFinal() || type.isEnum())
                + type.isEnum()
                + type.isRecord()
                + type.isSealed()
                + type.getPermittedSubtypes());
        annotations(type, told);
        told.add("extends " + type.getSuperClass() + " implements " + type.getInterfaces());
        members(type, told);
        List<TypeDescription> above = new ArrayList<>(type.getInterfaces());
        TypeDescription superclass = type.getSuperClass();
        if (superclass != null) {
            above.add(superclass);
        }
        above.stream().filter(TypeDescription::isParameterized).forEach(each -> members(each, told));
        return told;
    }

    /** Byte Buddy leaves those out whose class file is not there. */
    private static void annotations(AnnotationSource source, List<String> told) {
        for (AnnotationDescription each : source.getDeclaredAnnotations()) {
            String name = each.getAnnotationType().getName();
            if (LOADER.getResource(name.replace('.', '/') + ".class") != null) {
                told.add("@" + name);
            }
        }
    }

    private static void members(TypeDescription type, List<String> told) {
        type.getDeclaredFields()
                .forEach(each -> told.add(each.getName() + " " + each.getType() + each.isStatic() + each.isFinal()));
        type.getRecordComponents().forEach(each -> told.add(each.getName() + " " + each.getType()));
        for (MethodDescription method : type.getDeclaredMethods()) {
            if (!method.isMethod()) {
                continue;
            }
            told.add(method.getName()
                    + method.asDefined().getDescriptor()
                    + method.getReturnType()
                    + method.isAbstract()
                    + method.isStatic()
                    + method.isPrivate()
                    + method.isBridge()
                    + method.isSynthetic());
            told.add(method.getParameterTypes() + " " + method.getReturnType().asErasure());
            annotations(method, told);
            for (ParameterDescription parameter : method.getParameters()) {
                String name = isOfJdk(type.getName()) ? null : parameter.getName();
                told.add(parameter.getIndex() + " " + name + " " + parameter.getType());
                annotations(parameter, told);
            }
        }
    }

    private static List<String> told(net.bytebuddy.description.type.TypeDescription type) {
        List<String> told = new ArrayList<>();
        told.add(type.getName()
                + type.isInterface()
                + type.isAbstract()
                + (type.isFinal() || type.isEnum())
                + type.isEnum()
                + type.isRecord()
                + type.isSealed()
                + erased(type.getPermittedSubtypes()));
        type.getDeclaredAnnotations()
                .forEach(each -> told.add("@" + each.getAnnotationType().getName()));
        told.add("extends " + name(type.getSuperClass()) + " implements " + names(type.getInterfaces()));
        members(type, told);
        List<TypeDefinition> above = new ArrayList<>(type.getInterfaces());
        TypeDefinition superclass = type.getSuperClass();
        if (superclass != null) {
            above.add(superclass);
        }
        above.stream().filter(each -> each.getSort().isParameterized()).forEach(each -> members(each, told));
        return told;
    }

    private static void members(TypeDefinition type, List<String> told) {
        type.getDeclaredFields()
                .forEach(each ->
                        told.add(each.getName() + " " + name(each.getType()) + each.isStatic() + each.isFinal()));
        type.getRecordComponents().forEach(each -> told.add(each.getActualName() + " " + name(each.getType())));
        for (var method : type.getDeclaredMethods()) {
            if (!method.isMethod()) {
                continue;
            }
            told.add(method.getName()
                    + method.asDefined().getDescriptor()
                    + name(method.getReturnType())
                    + method.isAbstract()
                    + method.isStatic()
                    + method.isPrivate()
                    + method.isBridge()
                    + method.isSynthetic());
            ParameterList<?> parameters = method.getParameters();
            told.add(erased(parameters.asTypeList().asErasures()) + " "
                    + method.getReturnType().asErasure().getActualName());
            method.getDeclaredAnnotations()
                    .forEach(each -> told.add("@" + each.getAnnotationType().getName()));
            for (var parameter : parameters) {
                boolean known = parameter.isNamed() && !isOfJdk(type.asErasure().getName());
                told.add(parameter.getIndex() + " " + (known ? parameter.getName() : null) + " "
                        + name(parameter.getType()));
                parameter
                        .getDeclaredAnnotations()
                        .forEach(each -> told.add("@" + each.getAnnotationType().getName()));
            }
        }
    }

    private static List<String> names(TypeList.Generic types) {
        return types.stream().map(DescriptionTest::name).toList();
    }

    private static List<String> erased(TypeList types) {
        return types.stream().map(each -> each.getActualName()).toList();
    }

    private static String name(TypeDefinition type) {
        if (type == null) {
            return "null";
        }
        if (type.isArray()) {
            return name(type.getComponentType()) + "[]";
        }
        if (!type.getSort().isParameterized()) {
            return type.getActualName();
        }
        TypeList.Generic arguments = type.asGenericType().getTypeArguments();
        String erased = type.asErasure().getName();
        return arguments.isEmpty()
                ? erased
                : arguments.stream().map(DescriptionTest::name).collect(Collectors.joining(", ", erased + "<", ">"));
    }
}
