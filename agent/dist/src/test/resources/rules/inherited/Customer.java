package shop;

/** Another value, with the same keys. */
public final class Customer {
    private final long id;

    public Customer(long id) {
        this.id = id;
    }

    @Override
    public String toString() {
        return "customer " + id;
    }
}
