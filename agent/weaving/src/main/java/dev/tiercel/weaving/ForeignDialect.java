package dev.tiercel.weaving;

import dev.tiercel.codec.ValueType;
import dev.tiercel.log.EventLog;
import dev.tiercel.readthrough.MethodSpec;
import dev.tiercel.readthrough.MethodSpec.Moment;
import dev.tiercel.readthrough.MethodSpec.Read;
import dev.tiercel.readthrough.MethodSpec.Result;
import dev.tiercel.readthrough.MethodSpec.Write;
import dev.tiercel.weaving.Vocabulary.Operation;
import dev.tiercel.weaving.description.MethodDescription;
import dev.tiercel.weaving.description.ParameterDescription;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The cache annotations of another library, known by their names alone. A method is honoured wholly, or left to the
 * library with a line that says why; no part of its annotations is ever guessed at.
 *
 * <p>A method that is left and changes caches does so out of our sight: the library's own interceptor sees to the library's
 * cache, and what we keep under those names is cleared after each of its calls. That is more than it asks, and never too
 * little, in whatever order classes are loaded.
 */
final class ForeignDialect implements Dialect {
    private final Vocabulary vocabulary;
    private final Honoured honoured;
    private final EventLog log;

    ForeignDialect(Vocabulary vocabulary, Honoured honoured, EventLog log) {
        this.vocabulary = vocabulary;
        this.honoured = honoured;
        this.log = log;
    }

    @Override
    public Scope scope() {
        return new Scope(List.of(vocabulary.mark()), vocabulary.interceptors()::contains, false);
    }

    @Override
    public boolean speaksOf(MethodDescription declaration) {
        return vocabulary.speaksOf(declaration);
    }

    @Override
    public @Nullable WovenMethod read(AnnotatedMethod annotated) throws UnfitMethodException {
        if (StandIns.isOneFor(annotated)) {
            return null; // The method that it stands in for is woven itself, below what else the framework does.
        }
        List<Operation> operations = List.of();
        try {
            operations = vocabulary.operations(annotated);
            WovenMethod woven = honouring(annotated, operations);
            honoured.note(annotated, woven.isRead());
            return woven;
        } catch (UnfitMethodException unfit) {
            return clearing(annotated, operations, unfit.getMessage());
        } catch (IllegalStateException unreadable) {
            return clearing(annotated, operations, "a class that it names cannot be read: " + unreadable.getMessage());
        }
    }

    private WovenMethod honouring(AnnotatedMethod annotated, List<Operation> operations) throws UnfitMethodException {
        Handover handover = new Handover(annotated);
        if (operations.stream().anyMatch(vocabulary::isConditional)
                || Handover.needsArray(annotated.method().getParameters().size())) {
            handover.all();
        }
        boolean reads = operations.stream().anyMatch(Operation::isRead);
        if (reads && operations.size() > 1) {
            throw new UnfitMethodException("its annotations do more than to read one cache");
        }
        Read read = null;
        List<Write> writes = new ArrayList<>();
        if (reads) {
            read = vocabulary.read(operations.get(0), annotated, handover);
        } else {
            for (Operation operation : operations) {
                writes.addAll(vocabulary.writes(operation, annotated, handover));
            }
        }
        boolean keeps =
                reads || writes.stream().anyMatch(write -> write instanceof Write.Put put && put.given() == null);
        Result result =
                keeps ? ReturnTypes.kept(annotated, "its annotation asks for that") : ReturnTypes.any(annotated);
        return woven(annotated, handover.passed(), result, read, writes);
    }

    /** What is left to the library: nothing of ours, but that the caches it changes are cleared. */
    private WovenMethod clearing(AnnotatedMethod annotated, List<Operation> operations, @Nullable String reason)
            throws UnfitMethodException {
        String left = vocabulary.library() + " keeps it, for " + reason;
        List<Operation> changes =
                operations.stream().filter(operation -> !operation.isRead()).toList();
        List<String> caches = changes.stream()
                .flatMap(operation -> operation.caches().stream())
                .distinct()
                .toList();
        if (caches.isEmpty()) {
            throw new UnfitMethodException(changes.isEmpty() ? left : left + "; it may change what is cached here");
        }
        log.warn(annotated.name() + " is left alone: " + left + "; after each of its calls all of "
                + String.join(", ", caches) + " is cleared here");
        List<Write> clears = new ArrayList<>();
        for (String cache : caches) {
            clears.add(new Write.Clear(cache, Moment.AFTER, null));
        }
        if (changes.size() == operations.size()) {
            // One that reads too may be answered by the library without our seeing it; then its interceptor is asked.
            honoured.note(annotated, false);
        }
        return woven(annotated, List.of(), anyResult(annotated), null, clears);
    }

    /** Where a result comes later in a way that we cannot wait for, its change is taken to be made when it is returned. */
    private static Result anyResult(AnnotatedMethod annotated) {
        try {
            return ReturnTypes.any(annotated);
        } catch (UnfitMethodException later) {
            String erased = annotated.method().getReturnType().asErasure().getName();
            return new Result(MethodSpec.Wrapper.NONE, false, ValueType.of(erased), erased, false);
        }
    }

    private static WovenMethod woven(
            AnnotatedMethod annotated,
            List<ParameterDescription> passed,
            Result result,
            @Nullable Read read,
            List<Write> writes) {
        MethodSpec spec = new MethodSpec(annotated.name(), passed.size(), result, read, writes);
        return new WovenMethod(annotated.method(), passed, spec);
    }
}
