package hosts.micronaut;

import hosts.Catalog;
import jakarta.inject.Singleton;

@Singleton
public class Products extends Catalog {}
