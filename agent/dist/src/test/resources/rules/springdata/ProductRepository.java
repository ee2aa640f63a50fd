package shop;

import java.util.List;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.CrudRepository;
import org.springframework.data.repository.query.Param;

/** What Spring makes a JDK proxy of. */
public interface ProductRepository extends CrudRepository<Product, Long> {
    @Query("select * from product where name = :name")
    List<Product> named(@Param("name") String name);
}
