package micronaut;

import java.util.Optional;

public interface Crud<T, I> {
    Optional<T> findById(I id);

    T save(T row);
}
