package shop;

import shop.lib.BaseDao;

/** No rule names it. */
public class OrderDao extends BaseDao<String, Long> {
    @Override
    protected String load(Long id) {
        return "order " + id;
    }
}
