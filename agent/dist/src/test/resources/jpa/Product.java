package jpa;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** A product of the table. */
@Entity
public class Product {
    @Id
    long id;

    String name;

    protected Product() {}

    Product(long id, String name) {
        this.id = id;
        this.name = name;
    }
}
