package dev.tiercel.weaving;

import dev.tiercel.readthrough.ReactorNames;
import dev.tiercel.weaving.description.ParameterDescription;
import dev.tiercel.weaving.description.TypeDescription;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Results that cannot be kept or waited for, and why. */
final class UnfitResults {
    private static final String STAGE = "java.util.concurrent.CompletionStage";
    private static final Set<String> STAGES = Set.of(STAGE, "java.util.concurrent.CompletableFuture");
    private static final String PUBLISHER = ReactorNames.PUBLISHER;
    private static final Set<String> PUBLISHERS = Set.of(PUBLISHER, ReactorNames.MONO, ReactorNames.FLUX);

    private static final String REACTOR = "return a Mono or Flux, or annotate the method that does the work";

    /** What comes later in a way that cannot be waited for. In this order: a subclass says more than what it extends. */
    private static final List<Map.Entry<String, String>> LATER = List.of(
            Map.entry("java.util.concurrent.Flow$Publisher", "a publisher of the JDK is not supported; " + REACTOR),
            Map.entry("kotlinx.coroutines.Deferred", "coroutines are not supported yet; " + REACTOR),
            Map.entry("kotlinx.coroutines.flow.Flow", "coroutines are not supported yet; " + REACTOR),
            Map.entry(
                    "java.util.concurrent.Future",
                    "nothing tells when it is done; return a CompletableFuture, or annotate the method that computes it"));

    private static final List<String> RX = List.of("io.reactivex.", "rx.");

    private static final String ONCE = " can be read once only; return a List";

    /** What is used up by its first reader. In this order: a stream can be closed too, but that says less. */
    private static final List<Map.Entry<String, String>> USED_UP = List.of(
            Map.entry("java.util.stream.BaseStream", "a stream" + ONCE),
            Map.entry("java.util.Iterator", "an iterator" + ONCE),
            Map.entry("java.lang.AutoCloseable", "what has to be closed cannot be shared; return its content"));

    private static final List<String> NESTED =
            List.of("java.util.concurrent.Future", STAGE, PUBLISHER, "java.util.concurrent.Flow$Publisher");

    private UnfitResults() {}

    /** Refuses what comes later in a way that we cannot follow. */
    static void checkLater(AnnotatedMethod annotated, TypeDescription type) throws UnfitMethodException {
        checkSuspend(annotated);
        String name = type.asErasure().getName();
        if (STAGES.contains(name) || (PUBLISHERS.contains(name) && !name.equals(PUBLISHER))) {
            return;
        }
        if (name.equals(PUBLISHER)) {
            if (!ReturnTypes.seesReactor(annotated.loader())) {
                throw unfit(
                        name,
                        "the application has no Reactor, by which it is kept; add io.projectreactor:reactor-core");
            }
            return;
        }
        if (RX.stream().anyMatch(name::startsWith)) {
            throw unfit(name, "RxJava is not supported; " + REACTOR);
        }
        if (Types.isAssignableTo(type, STAGE)) {
            throw unfit(
                    name,
                    "only CompletionStage and CompletableFuture themselves can be given back; declare one of them");
        }
        if (Types.isAssignableTo(type, PUBLISHER)) {
            throw unfit(name, "only Mono, Flux and Publisher themselves can be given back; declare one of them");
        }
        for (Map.Entry<String, String> later : LATER) {
            if (Types.isAssignableTo(type, later.getKey())) {
                throw unfit(name, later.getValue());
            }
        }
    }

    /**
     * Refuses what could be read by one caller only, or holds something that has to be waited for.
     *
     * @param content what the method returns, without the wrapper in which it comes
     */
    static void checkKept(TypeDescription content) throws UnfitMethodException {
        for (Map.Entry<String, String> unfit : USED_UP) {
            if (Types.isAssignableTo(content, unfit.getKey())) {
                throw unfit(content.asErasure().getName(), unfit.getValue());
            }
        }
        for (String later : NESTED) {
            if (Types.isAssignableTo(content, later)) {
                throw unfit(
                        content.asErasure().getName(),
                        "inside something else it cannot be waited for; return it itself");
            }
        }
        if (content.isParameterized() && content.asErasure().getName().equals("java.util.Optional")) {
            checkKept(Types.bound(content.getTypeArguments().get(0)));
        }
    }

    private static void checkSuspend(AnnotatedMethod annotated) throws UnfitMethodException {
        List<ParameterDescription> parameters = annotated.method().getParameters();
        if (!parameters.isEmpty()
                && parameters
                        .get(parameters.size() - 1)
                        .getType()
                        .asErasure()
                        .getName()
                        .equals("kotlin.coroutines.Continuation")) {
            throw new UnfitMethodException("it is a suspend function of Kotlin, which is not supported yet;"
                    + " annotate a function that it calls and that does not suspend");
        }
    }

    private static UnfitMethodException unfit(String type, String reason) {
        return new UnfitMethodException("it returns a " + type + ", and " + reason);
    }
}
