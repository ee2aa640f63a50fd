package dev.tiercel.sample.users;

import io.micronaut.data.annotation.GeneratedValue;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.serde.annotation.Serdeable;
import org.jspecify.annotations.Nullable;

/**
 * A person.
 *
 * @param id null until the database has given one
 * @param name given name and family name
 * @param phone such as +15550000042
 */
@Serdeable
@MappedEntity(value = "users", escape = false)
record User(@Id @GeneratedValue @Nullable Long id, String name, String phone) {}
