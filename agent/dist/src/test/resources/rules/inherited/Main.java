package shop;

import shop.lib.BaseDao;
import shop.lib.Ran;

/** Calls what is inherited, on objects of several classes. */
public final class Main {
    private Main() {}

    public static void main(String[] args) throws Exception {
        // The library's class is there, and used, before a class that a rule names is loaded.
        calls("order", new OrderDao());
        calls("product", new ProductDao());
        calls("customer", new CustomerDao());
        calls("special", new SpecialProductDao());
        calls("order-again", new OrderDao());
        ProductDao absent = new ProductDao();
        absent.findById(-1L);
        absent.findById(-1L);
        System.out.println("absent " + absent.bodies());
    }

    private static void calls(String name, BaseDao<?, Long> dao) {
        dao.bodies();
        Object first = dao.findById(1L);
        Object second = dao.findById(1L);
        System.out.println(name + " findById " + first + ", " + second + " " + dao.bodies());
        System.out.println(name + " find " + dao.find(2L).get() + ", " + dao.find(2L).get() + " " + dao.bodies());
        Ran.count();
        System.out.println(name + " describe " + dao.describe(3L) + ", " + dao.describe(3L) + " " + Ran.count());
        dao.findById(5L);
        dao.deleteById(5L);
        dao.bodies();
        dao.findById(5L);
        System.out.println(name + " after-delete " + dao.bodies());
    }
}
