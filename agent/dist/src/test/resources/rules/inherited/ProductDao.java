package shop;

import shop.lib.BaseDao;

/** Declares nothing of what a rule names. */
public class ProductDao extends BaseDao<Product, Long> {
    @Override
    protected Product load(Long id) {
        return id < 0 ? null : new Product(id);
    }
}
