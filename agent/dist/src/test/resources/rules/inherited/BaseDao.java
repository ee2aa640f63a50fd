package shop.lib;

import java.util.Optional;

/** A library's class, whose bodies all its subclasses have in common. */
public abstract class BaseDao<T, I> implements Finder<T, I> {
    private int bodies;

    protected abstract T load(I id);

    public T findById(I id) {
        bodies++;
        return load(id);
    }

    @Override
    public Optional<T> find(I id) {
        bodies++;
        return Optional.ofNullable(load(id));
    }

    public void deleteById(I id) {
        bodies++;
    }

    public int bodies() {
        int ran = bodies;
        bodies = 0;
        return ran;
    }
}
