import dev.tiercel.Cached;

/** An annotated interface of the unnamed package. */
public interface InDefaultPackage {
    @Cached
    String inDefaultPackage(long id);
}
