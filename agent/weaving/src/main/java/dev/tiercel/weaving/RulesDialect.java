package dev.tiercel.weaving;

import dev.tiercel.config.Rule;
import dev.tiercel.config.Rule.Action;
import dev.tiercel.log.EventLog;
import dev.tiercel.readthrough.MethodSpec;
import dev.tiercel.weaving.description.MethodDescription;
import dev.tiercel.weaving.description.TypeDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The configuration's rules: annotations that stand in a file, for classes that nobody can annotate. As for annotations,
 * a rule for a method counts for its body, and a rule for an abstract method for every body that implements it. Beyond
 * that, a rule for a class counts for the bodies it inherits, for its own objects only: see {@link Receivers}.
 */
final class RulesDialect implements Dialect {
    private final RuleMatcher matcher;
    private final RuleScope scope;
    private final Receivers receivers;
    private final InheritedBodies inherited;
    private final UnmatchedRules unmatched;

    RulesDialect(List<Rule> rules, Receivers receivers, EventLog log) {
        this.matcher = new RuleMatcher(rules);
        this.scope = new RuleScope(rules);
        this.receivers = receivers;
        this.inherited = new InheritedBodies(matcher, scope, receivers, log);
        this.unmatched = new UnmatchedRules(rules, log);
    }

    @Override
    public Scope scope() {
        return new Scope(List.of(), scope, true);
    }

    @Override
    public void look(TypeDescription type, ClassLoader loader) {
        unmatched.tell(type);
        inherited.tell(type, loader);
    }

    /** Always asked by {@link #find}, as a declaration alone does not show which class is meant. */
    @Override
    public boolean speaksOf(MethodDescription declaration) {
        return false;
    }

    @Override
    public @Nullable AnnotatedMethod find(TypeDescription type, ClassLoader loader, MethodDescription method) {
        Boolean wanted = isInheritable(type, method)
                ? receivers.reads(type.getName(), method.getName() + method.getDescriptor())
                : null;
        Spoken spoken = matcher.of(type, method);
        if (spoken == null && wanted == null) {
            return null;
        }
        boolean asks =
                wanted != null || (isInheritable(type, method) && matcher.maySpeakOfSubclasses(method.getName()));
        return spoken == null
                ? new AnnotatedMethod(method, method, type, new Bound(null, wanted, true), loader)
                : new AnnotatedMethod(
                        method, spoken.declaration(), spoken.owner(), new Bound(spoken, wanted, asks), loader);
    }

    private static boolean isInheritable(TypeDescription type, MethodDescription method) {
        return !method.isStatic() && !method.isPrivate() && !type.isFinal() && !RuleViews.isGenerated(type);
    }

    @Override
    public @Nullable WovenMethod read(AnnotatedMethod annotated) throws UnfitMethodException {
        return null;
    }

    /**
     * The rules, of one method.
     *
     * <p>Not a record of its own file, for it is this dialect's answer.
     */
    private final class Bound implements Dialect {
        private final @Nullable Spoken spoken;
        private final @Nullable Boolean wanted;
        private final boolean asks;

        /**
         * @param spoken null: nothing is said of it for objects of its own class
         * @param wanted whether subclasses say that it reads; null: none says anything
         * @param asks whether it asks for the receiver's class
         */
        Bound(@Nullable Spoken spoken, @Nullable Boolean wanted, boolean asks) {
            this.spoken = spoken;
            this.wanted = wanted;
            this.asks = asks;
        }

        @Override
        public Scope scope() {
            return RulesDialect.this.scope();
        }

        @Override
        public boolean speaksOf(MethodDescription declaration) {
            return true;
        }

        @Override
        public @Nullable WovenMethod read(AnnotatedMethod annotated) throws UnfitMethodException {
            WovenMethod own = own(annotated);
            if (own != null && wanted != null && own.isRead() != wanted) {
                throw new UnfitMethodException("a class that inherits it is to "
                        + (wanted ? "read by it, and this one to change" : "change by it, and this one to read")
                        + "; a body can do one of both" + at());
            }
            WovenMethod woven = own != null ? own : wanted != null ? silent(annotated, wanted) : null;
            if (woven != null && woven.byReceiver()) {
                receivers.asks(
                        annotated.loader(),
                        annotated.method().getDeclaringType().getName(),
                        woven.id());
            }
            return woven;
        }

        private @Nullable WovenMethod own(AnnotatedMethod annotated) throws UnfitMethodException {
            if (spoken == null) {
                return null;
            }
            try {
                return new RuleReading(annotated, spoken.rules(), asks).read();
            } catch (UnfitMethodException unfit) {
                boolean forSubclasses =
                        asks && annotated.method().getDeclaringType().isAbstract();
                if (forSubclasses) {
                    // Its types may be known in the classes that extend it, each of which is told of.
                    return silent(annotated, spoken.rules().get(0).action() == Action.CACHED);
                }
                throw new UnfitMethodException(unfit.getMessage() + at());
            }
        }

        private String at() {
            return spoken == null ? "" : " (rule at " + spoken.rules().get(0).place() + ")";
        }
    }

    /** A body that does something for objects of subclasses only. */
    private static WovenMethod silent(AnnotatedMethod annotated, boolean reads) {
        Handover handover = new Handover(annotated);
        handover.all();
        MethodSpec spec = Linkable.silent(annotated.name(), handover.passed().size(), reads);
        return new WovenMethod(annotated.method(), handover.passed(), spec, true);
    }
}
