package dev.tiercel.codec;

import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * Every caller has a deep copy of its own, and L1 has one more. Classes are resolved at the first use; from then on this
 * holds classes of the application, as the {@link ValueCodec} does.
 */
final class CopiedSharing implements Sharing {
    private final ValueType type;
    private final WeakReference<ClassLoader> loader;
    private volatile @Nullable Copier copier;

    CopiedSharing(ValueType type, ClassLoader loader) {
        this.type = type;
        this.loader = new WeakReference<>(loader);
    }

    @Override
    public @Nullable Object keep(@Nullable Object value) {
        return copy(value);
    }

    @Override
    public @Nullable Object hand(@Nullable Object kept) {
        return copy(kept);
    }

    @Override
    public boolean handsKept() {
        return false;
    }

    private @Nullable Object copy(@Nullable Object value) {
        if (value == null) {
            return null;
        }
        Copier known = copier;
        try {
            return (known != null ? known : compile()).copy(value, new Walk());
        } catch (UncopyableException e) {
            throw e;
        } catch (StackOverflowError e) {
            throw new UncopyableException("a value is nested too deeply, or a cycle");
        } catch (RuntimeException | LinkageError e) { // of the application's constructors, equals and the like
            throw new UncopyableException("copying a " + value.getClass().getName() + " throws "
                    + e.getClass().getName());
        }
    }

    private synchronized Copier compile() {
        Copier known = copier;
        if (known == null) {
            ClassLoader application = loader.get();
            known = application == null ? new RefusingCopier("its application is gone") : Copiers.of(type, application);
            copier = known;
        }
        return known;
    }
}
