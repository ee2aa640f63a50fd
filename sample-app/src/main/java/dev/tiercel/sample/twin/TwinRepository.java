package dev.tiercel.sample.twin;

import dev.tiercel.sample.catalog.Product;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.Optional;

/** The table of products, without Tiercel's annotations. */
@JdbcRepository(dialect = Dialect.ANSI)
interface TwinRepository extends GenericRepository<Product, Long> {

    Optional<Product> findById(Long id);
}
