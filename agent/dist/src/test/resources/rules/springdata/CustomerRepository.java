package shop;

import org.springframework.data.repository.ListCrudRepository;

/** All of it is inherited. */
public interface CustomerRepository extends ListCrudRepository<Customer, Long> {}
