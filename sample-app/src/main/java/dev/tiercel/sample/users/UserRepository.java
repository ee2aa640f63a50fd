package dev.tiercel.sample.users;

import dev.tiercel.Cached;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.Optional;

/** The table of users. */
@JdbcRepository(dialect = Dialect.ANSI)
interface UserRepository extends GenericRepository<User, Long> {

    /**
     * The first user whose name, in lower case, or telephone number is like the pattern. That there is none is an answer as well,
     * and kept: less long, for somebody may be new tomorrow.
     *
     * @param pattern in lower case, with {@code !} before what is to be taken as it is
     */
    @Cached(cache = "user-search", ttl = "6m", negativeTtl = "1m")
    @Query("""
            SELECT id, name, phone
            FROM users
            WHERE LOWER(name) LIKE :pattern ESCAPE '!' OR phone LIKE :pattern ESCAPE '!'
            ORDER BY id
            FETCH FIRST 1 ROW ONLY""")
    Optional<User> findFirst(String pattern);
}
