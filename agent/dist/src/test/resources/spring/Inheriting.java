package spring;

/** Overrides what is annotated, and does it another way. */
public class Inheriting extends Catalog {
    private final Rows rows;

    public Inheriting(Rows rows) {
        super(rows);
        this.rows = rows;
    }

    @Override
    public void update(Product product) {
        rows.names.put(product.id(), "inherited " + product.name());
    }
}
