package shop;

/** A value without any annotation. */
public final class Product {
    private final long id;

    public Product(long id) {
        this.id = id;
    }

    @Override
    public String toString() {
        return "product " + id;
    }
}
