package dev.tiercel.readthrough;

import dev.tiercel.readthrough.WovenBatch.Product;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/** A database of products whose names are versions: of each row the latest that is committed, and each thread's own. */
final class VersionedRows {
    /** Older than all that anybody has committed. */
    static final long UNCOMMITTED = -1;

    private final AtomicLongArray committed;
    private final boolean fails;

    /** The row that this thread has changed in a transaction which is not over; null: none. */
    private final ThreadLocal<@Nullable Integer> own = new ThreadLocal<>();

    /** @param fails whether one read in eight does */
    VersionedRows(int rows, boolean fails) {
        this.committed = new AtomicLongArray(rows);
        this.fails = fails;
    }

    static Product product(int row, long version) {
        return new Product(row, Long.toString(version));
    }

    static long version(Product product) {
        return Long.parseLong(product.name());
    }

    /** A change outside of transactions, or a commit; its version. */
    long commit(int row) {
        own.remove();
        return committed.incrementAndGet(row);
    }

    /** A change in a transaction of this thread. */
    long change(int row) {
        own.set(row);
        return UNCOMMITTED;
    }

    void rollback() {
        own.remove();
    }

    Product load(int row) throws IOException {
        boolean isOwn = Integer.valueOf(row).equals(own.get());
        Product product = product(row, isOwn ? UNCOMMITTED : committed.get(row));
        Stress.letOthersGo();
        if (fails && ThreadLocalRandom.current().nextInt(8) == 0) {
            throw new IOException("no database");
        }
        return product;
    }

    Object loadAll(Iterable<? extends Number> rows) throws IOException {
        List<Product> products = new ArrayList<>();
        for (Number row : rows) {
            products.add(load(row.intValue()));
        }
        return products;
    }
}
