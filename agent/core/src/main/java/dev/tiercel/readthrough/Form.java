package dev.tiercel.readthrough;

import dev.tiercel.readthrough.MethodSpec.Wrapper;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * In what a method returns its value. A cache keeps the value alone, null for an empty {@code Optional}, so that methods
 * that return it in different forms share their entries.
 */
record Form(Wrapper wrapper, boolean optional) {

    /** True where the value itself is the method's result. */
    boolean isPlain() {
        return wrapper == Wrapper.NONE && !optional;
    }

    boolean isStage() {
        return wrapper == Wrapper.STAGE;
    }

    boolean isPublisher() {
        return wrapper == Wrapper.MONO || wrapper == Wrapper.FLUX;
    }

    /** What the method returns for a value that is at hand. */
    @Nullable
    Object wrapped(@Nullable Object value) {
        Object content = optional ? Optional.ofNullable(value) : value;
        return wrapper == Wrapper.STAGE ? CompletableFuture.completedFuture(content) : content;
    }

    /** What a stage or publisher of the method brings for the value: without the wrapper. */
    @Nullable
    Object content(@Nullable Object value) {
        return optional ? Optional.ofNullable(value) : value;
    }

    /** True for what is no value at all: null where an Optional was promised. */
    boolean isNone(@Nullable Object content) {
        return optional && content == null;
    }

    /** The value in what the method, its stage or its publisher brought. */
    @Nullable
    Object value(@Nullable Object content) {
        return content instanceof Optional<?> present && optional ? present.orElse(null) : content;
    }
}
