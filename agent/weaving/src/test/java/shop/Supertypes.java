package shop;

import dev.tiercel.Cached;
import java.util.List;

/** An application's classes, for {@code CandidatesTest}: the agent's own packages are never looked at. */
public final class Supertypes {
    private Supertypes() {}

    public interface Declares {
        @Cached
        String find(long id);
    }

    public interface Inherits extends Declares {}

    public abstract static class Implements implements Inherits {}

    public abstract static class Further extends Implements {}

    public abstract static class Unrelated implements Runnable, List<String> {}
}
