package shop.lib;

import java.util.Optional;

/** What some of the library's classes can. */
public interface Finder<T, I> {
    Optional<T> find(I id);

    default String describe(I id) {
        Ran.count++;
        return getClass().getSimpleName() + " " + id;
    }
}
