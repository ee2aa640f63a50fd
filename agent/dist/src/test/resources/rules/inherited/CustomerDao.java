package shop;

import shop.lib.BaseDao;

/** As ProductDao, of other values. */
public class CustomerDao extends BaseDao<Customer, Long> {
    @Override
    protected Customer load(Long id) {
        return new Customer(id);
    }
}
