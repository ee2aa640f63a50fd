package micronaut;

public record Product(long id, String name) {}
