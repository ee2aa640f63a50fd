package shop.host;

/** A class of the container, which stays when an application goes. */
public abstract class BaseDao<T> {
    public int bodies;

    protected abstract T load(long id);

    public T inherited(long id) {
        bodies++;
        return load(id);
    }
}
