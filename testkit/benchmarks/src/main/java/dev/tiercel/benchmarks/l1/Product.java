package dev.tiercel.benchmarks.l1;

import java.math.BigDecimal;

/** What is read. */
record Product(long id, String name, BigDecimal price) {}
