package shop;

import org.springframework.data.annotation.Id;

/** A row. */
public record Product(@Id Long id, String name) {}
