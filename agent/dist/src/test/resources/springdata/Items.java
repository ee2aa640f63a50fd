package springdata;

import java.util.List;
import java.util.Optional;
import org.springframework.cache.annotation.CacheEvict;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.data.repository.CrudRepository;

/** A repository without a body anywhere: Spring Data stands in for it. */
public interface Items extends CrudRepository<Item, Long> {
    @Override
    @Cacheable("items")
    Optional<Item> findById(Long id);

    @Override
    @CacheEvict(cacheNames = "items", key = "#entity.id")
    <S extends Item> S save(S entity);

    @Override
    @CacheEvict(cacheNames = "items", allEntries = true)
    void deleteAll();

    List<Item> findByName(String name);
}
