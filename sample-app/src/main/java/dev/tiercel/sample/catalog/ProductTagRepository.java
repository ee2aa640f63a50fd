package dev.tiercel.sample.catalog;

import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;

/** Which product has which tags. Nothing here is cached: only changes read it, and they are not decided by copies. */
@JdbcRepository(dialect = Dialect.ANSI)
interface ProductTagRepository extends GenericRepository<ProductTag, Long> {

    List<String> findTagByProductId(long productId);

    void saveAll(Iterable<ProductTag> tags);

    void deleteByProductId(long productId);
}
