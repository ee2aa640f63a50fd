package shop;

import org.springframework.data.annotation.Id;

/** A row of another table, with the same keys. */
public record Customer(@Id Long id, String name) {}
