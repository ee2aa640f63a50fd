package spring;

public record Product(long id, String name) {}
