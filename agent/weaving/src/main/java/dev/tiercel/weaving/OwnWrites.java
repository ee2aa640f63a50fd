package dev.tiercel.weaving;

import dev.tiercel.key.KeyPart;
import dev.tiercel.readthrough.MethodSpec.Moment;
import dev.tiercel.readthrough.MethodSpec.TagPattern;
import dev.tiercel.readthrough.MethodSpec.Write;
import dev.tiercel.weaving.description.AnnotationDescription;
import dev.tiercel.weaving.description.ParameterDescription;
import java.util.ArrayList;
import java.util.List;

/** What a method's {@code @CachePut} and {@code @CacheInvalidate} say. Of one thread, for one method. */
final class OwnWrites {
    private final AnnotatedMethod annotated;
    private final Handover handover;
    private final List<ParameterDescription> keys;
    private final OwnTags tags;
    private final List<Write> writes = new ArrayList<>();

    OwnWrites(AnnotatedMethod annotated) {
        this.annotated = annotated;
        this.handover = new Handover(annotated);
        this.keys = OwnKeys.parameters(annotated.declaration());
        this.tags = new OwnTags(annotated, handover::position, null);
    }

    /** What is handed over, once all has been read. */
    Handover handover() {
        return handover;
    }

    /** In the order in which the annotations stand, a put first. */
    List<Write> read() throws UnfitMethodException {
        AnnotationDescription put = Annotations.find(annotated.declaration(), "dev.tiercel.CachePut");
        List<AnnotationDescription> invalidates = invalidates();
        boolean conditioned = invalidates.stream().anyMatch(Conditions::hasCondition)
                || (put != null && Conditions.hasCondition(put));
        boolean tagged = invalidates.stream().anyMatch(OwnTags::has) || (put != null && OwnTags.has(put));
        // A tag may speak of any parameter, as a condition may.
        if (conditioned || tagged || Handover.needsArray(keys.size())) {
            handover.all();
        }
        if (put != null) {
            add(put);
        }
        for (AnnotationDescription invalidate : invalidates) {
            addInvalidate(invalidate);
        }
        return writes;
    }

    private List<AnnotationDescription> invalidates() {
        List<AnnotationDescription> all = new ArrayList<>();
        AnnotationDescription one = Annotations.find(annotated.declaration(), "dev.tiercel.CacheInvalidate");
        if (one != null) {
            all.add(one);
        }
        AnnotationDescription several = Annotations.find(annotated.declaration(), "dev.tiercel.CacheInvalidate$List");
        if (several != null) {
            all.addAll(List.of(Annotations.value(several, "value", AnnotationDescription[].class)));
        }
        return all;
    }

    private void add(AnnotationDescription put) throws UnfitMethodException {
        Conditions conditions = new Conditions(annotated);
        conditions.readCondition(put);
        conditions.readUnless(put);
        writes.add(new Write.Put(
                named(Annotations.text(put, "cache")),
                key(),
                OwnSettings.ofPut(put),
                Moment.AFTER,
                conditions.condition(),
                conditions.unless(),
                null,
                tags.read(put)));
    }

    private void addInvalidate(AnnotationDescription invalidate) throws UnfitMethodException {
        Conditions conditions = new Conditions(annotated);
        conditions.readCondition(invalidate);
        boolean all = Annotations.flag(invalidate, "all");
        List<TagPattern> dropped = tags.read(invalidate);
        if (all && !dropped.isEmpty()) {
            throw new UnfitMethodException("it says both all = true and tags; all entries are dropped by the first"
                    + " alone, so keep one of them");
        }
        for (String cache : Annotations.value(invalidate, "cache", String[].class)) {
            if (all) {
                writes.add(new Write.Clear(named(cache), Moment.AFTER, conditions.condition()));
            } else if (!dropped.isEmpty()) {
                writes.add(new Write.DropTags(named(cache), dropped, Moment.AFTER, conditions.condition()));
            } else {
                writes.add(new Write.Drop(named(cache), key(), Moment.AFTER, conditions.condition()));
            }
        }
    }

    private List<KeyPart> key() throws UnfitMethodException {
        return OwnKeys.parts(keys, handover);
    }

    private static String named(String cache) throws UnfitMethodException {
        if (cache.isBlank()) {
            throw new UnfitMethodException("its annotation names no cache; say cache = \"...\"");
        }
        return cache;
    }
}
