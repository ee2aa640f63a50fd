package dev.tiercel.benchmarks.l1;

import java.math.BigDecimal;

/** What stands behind every cache: products that are there already, so that an uncached call costs next to nothing. */
final class Source {
    static final int SIZE = 1_000;

    /** Ids the virtual machine has no ready-made boxes for. */
    private static final long FIRST = 100_000;

    private final Product[] products = new Product[SIZE];
    private final String[] names = new String[SIZE];

    Source() {
        for (int i = 0; i < SIZE; i++) {
            names[i] = "product-" + i;
            products[i] = new Product(idAt(i), names[i], BigDecimal.valueOf(i, 2));
        }
    }

    static long idAt(int index) {
        return FIRST + index;
    }

    String nameAt(int index) {
        return names[index];
    }

    Product load(long id) {
        return products[(int) (id - FIRST)];
    }

    Product load(String name) {
        return products[Integer.parseInt(name.substring(name.indexOf('-') + 1))];
    }
}
