package dev.tiercel.weaving;

import dev.tiercel.config.Rule;
import dev.tiercel.config.Rule.Action;
import dev.tiercel.expression.Expression;
import dev.tiercel.key.KeyPart;
import dev.tiercel.readthrough.MethodSpec;
import dev.tiercel.readthrough.MethodSpec.Each;
import dev.tiercel.readthrough.MethodSpec.Moment;
import dev.tiercel.readthrough.MethodSpec.Read;
import dev.tiercel.readthrough.MethodSpec.Result;
import dev.tiercel.readthrough.MethodSpec.TtlSource;
import dev.tiercel.readthrough.MethodSpec.Write;
import dev.tiercel.weaving.description.ParameterDescription;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes of rules what annotations on the method would have said. Of one thread, for one method. */
final class RuleReading {
    private final AnnotatedMethod annotated;
    private final List<Rule> rules;
    private final boolean byReceiver;
    private final Handover handover;

    /**
     * @param rules that count for the method, the first one first
     * @param byReceiver whether others, for objects of other classes, have to find what they need handed over too
     */
    RuleReading(AnnotatedMethod annotated, List<Rule> rules, boolean byReceiver) {
        this.annotated = annotated;
        this.rules = rules;
        this.byReceiver = byReceiver;
        this.handover = new Handover(annotated);
    }

    /** What is to be woven; null: the rules say that nothing is to be done. */
    @Nullable
    WovenMethod read() throws UnfitMethodException {
        Action action = rules.get(0).action();
        return action == Action.NONE ? null : action == Action.CACHED ? reading(rules.get(0)) : changing();
    }

    private WovenMethod reading(Rule rule) throws UnfitMethodException {
        Result result = ReturnTypes.kept(annotated, "name other methods in the rule");
        Expression condition = Conditions.parse(annotated, "condition", rule.condition(), false);
        Expression unless = Conditions.parse(annotated, "unless", rule.unless(), true);
        if (condition != null || byReceiver) {
            handover.all();
        }
        RuleKeyParts keys = new RuleKeyParts(annotated, rule.key());
        Each each = null;
        List<KeyPart> key;
        if (rule.elementKey() != null) {
            boolean keepsAbsent = rule.said().negativeTtl() != null;
            OwnEach reader = new OwnEach(annotated, keys.parameters(), rule.elementKey(), keepsAbsent, handover);
            each = reader.each();
            key = reader.key();
            result = reader.result();
        } else {
            key = keys.parts(handover, false);
        }
        String cache = rule.caches().isEmpty()
                ? CacheNames.ofMember(annotated)
                : rule.caches().get(0);
        TtlSource ttl = rule.ttlFunction().isEmpty()
                ? OwnSettings.ttlSource("ttl-from", rule.ttlFrom(), annotated.declaration(), result, each)
                : new TtlSource("", rule.ttlFunction());
        return woven(result, new Read(cache, key, rule.said(), condition, unless, ttl, each), List.of());
    }

    private WovenMethod changing() throws UnfitMethodException {
        boolean puts = rules.stream().anyMatch(rule -> rule.action() == Action.PUT);
        Result result = puts
                ? ReturnTypes.kept(annotated, "use action: invalidate, or name other methods in the rule")
                : ReturnTypes.any(annotated);
        if (byReceiver || rules.stream().anyMatch(rule -> !rule.condition().isEmpty())) {
            handover.all();
        }
        List<Write> writes = new ArrayList<>();
        for (Rule rule : rules) {
            add(rule, writes);
        }
        return woven(result, null, writes);
    }

    private void add(Rule rule, List<Write> writes) throws UnfitMethodException {
        Expression condition = Conditions.parse(annotated, "condition", rule.condition(), false);
        Expression unless = Conditions.parse(annotated, "unless", rule.unless(), true);
        RuleKeyParts keys = new RuleKeyParts(annotated, rule.key());
        for (String cache : rule.caches()) {
            if (rule.action() == Action.PUT) {
                writes.add(
                        new Write.Put(cache, keys.parts(handover, true), rule.said(), Moment.AFTER, condition, unless));
            } else if (rule.all()) {
                writes.add(new Write.Clear(cache, Moment.AFTER, condition));
            } else {
                writes.add(new Write.Drop(cache, keys.parts(handover, false), Moment.AFTER, condition));
            }
        }
    }

    private WovenMethod woven(Result result, @Nullable Read read, List<Write> writes) {
        List<ParameterDescription> passed = handover.passed();
        MethodSpec spec = new MethodSpec(annotated.name(), passed.size(), result, read, writes);
        return new WovenMethod(annotated.method(), passed, spec, byReceiver);
    }
}
