package shop.web;

import shop.host.BaseDao;

/** A class of the web application, which extends one of the container's. */
public class ProductDao extends BaseDao<ProductDao.Product> {
    /** A value whose class goes with the application. */
    public static final class Product {
        private final long id;

        Product(long id) {
            this.id = id;
        }

        @Override
        public String toString() {
            return "product " + id;
        }
    }

    @Override
    protected Product load(long id) {
        return new Product(id);
    }

    public Product find(long id) {
        bodies++;
        return load(id);
    }
}
