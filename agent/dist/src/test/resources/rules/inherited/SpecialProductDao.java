package shop;

/** Its objects are product DAOs too. */
public class SpecialProductDao extends ProductDao {}
