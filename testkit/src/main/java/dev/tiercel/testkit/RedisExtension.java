package dev.tiercel.testkit;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * What {@link WithRedis} does. A plain {@code @TestTemplate} is left to its invocations, which know their kind; any other
 * test has the one kind of its annotation.
 *
 * <p>Only what JUnit 5.10 has and JUnit 6 has not deprecated is called.
 */
final class RedisExtension
        implements BeforeEachCallback,
                AfterEachCallback,
                AfterAllCallback,
                ParameterResolver,
                TestTemplateInvocationContextProvider {

    @Override
    public void beforeEach(ExtensionContext context) throws InterruptedException {
        if (!isTemplate(context)) {
            ExtensionContext owner = owner(context);
            SharedRedis.beginTest(context, owner, kind(owner));
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (!isTemplate(context)) {
            SharedRedis.endTest(context, owner(context));
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (find(context).isPresent()) {
            SharedRedis.closeAll(context);
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return !isTemplate(context) && isTopology(parameter);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        ExtensionContext owner = owner(context);
        return topology(parameter, owner, kind(owner));
    }

    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        return isTemplate(context);
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
        return Arrays.stream(annotation(owner(context)).value()).distinct().map(Invocation::new);
    }

    /** Repeated and parameterized tests are templates too, but have providers of their own. */
    private static boolean isTemplate(ExtensionContext context) {
        return context.getTestMethod()
                .filter(method -> method.isAnnotationPresent(TestTemplate.class))
                .isPresent();
    }

    private static boolean isTopology(ParameterContext parameter) {
        return RedisTopology.class.isAssignableFrom(parameter.getParameter().getType());
    }

    /** The nearest context with the annotation: the method's, its class's, or that of an enclosing class. */
    private static ExtensionContext owner(ExtensionContext context) {
        Optional<ExtensionContext> candidate = Optional.of(context);
        while (find(candidate.orElseThrow()).isEmpty()) {
            candidate = candidate.get().getParent();
        }
        return candidate.get();
    }

    private static Optional<WithRedis> find(ExtensionContext context) {
        return AnnotationSupport.findAnnotation(context.getElement(), WithRedis.class);
    }

    private static WithRedis annotation(ExtensionContext owner) {
        return find(owner).orElseThrow();
    }

    private static RedisTopology.Kind kind(ExtensionContext owner) {
        RedisTopology.Kind[] kinds = annotation(owner).value();
        if (kinds.length != 1) {
            throw new ExtensionConfigurationException("@WithRedis has " + kinds.length
                    + " kinds: make the test a @TestTemplate, which runs with each, or leave one kind");
        }
        return kinds[0];
    }

    private static RedisTopology topology(ParameterContext parameter, ExtensionContext owner, RedisTopology.Kind kind) {
        RedisTopology topology = SharedRedis.of(owner, kind).started();
        Class<?> type = parameter.getParameter().getType();
        if (!type.isInstance(topology)) {
            throw new ExtensionConfigurationException("the parameter is a " + type.getSimpleName()
                    + ", @WithRedis says " + kind + ", which is a "
                    + topology.getClass().getSimpleName());
        }
        return topology;
    }

    static RedisTopology start(ExtensionContext owner, RedisTopology.Kind kind) {
        WithRedis annotation = annotation(owner);
        RedisTopology.Options options =
                RedisTopology.Options.DEFAULT.withNodes(annotation.nodes()).withConfig(annotation.config());
        return RedisTopology.start(
                kind, annotation.password().isEmpty() ? options : options.withPassword(annotation.password()));
    }

    /** One run of a template. */
    private record Invocation(RedisTopology.Kind kind) implements TestTemplateInvocationContext {
        @Override
        public String getDisplayName(int invocationIndex) {
            return kind.name();
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            return List.of(new InvocationExtension(kind));
        }
    }

    private record InvocationExtension(RedisTopology.Kind kind)
            implements BeforeEachCallback, AfterEachCallback, ParameterResolver {
        @Override
        public void beforeEach(ExtensionContext context) throws InterruptedException {
            SharedRedis.beginTest(context, owner(context), kind);
        }

        @Override
        public void afterEach(ExtensionContext context) {
            SharedRedis.endTest(context, owner(context));
        }

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return isTopology(parameter);
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return topology(parameter, owner(context), kind);
        }
    }
}
