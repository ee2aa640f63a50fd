package dev.tiercel;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A parameter that is (part of) the key. Where no parameter of a method is marked, all of them form the key, in order.
 *
 * <p>A key is made of values that are equal when they mean the same: numbers, strings, booleans, characters, enums,
 * {@code UUID}, {@code BigDecimal}, {@code BigInteger}, {@code URI}, {@code Locale}, {@code Currency},
 * {@code java.time} types, dates, and records, arrays, lists, sets, maps and optionals of these. {@code byte}, {@code short}, {@code int} and {@code long}
 * that are the same number are the same key.
 */
@Documented
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface CacheKey {

    /**
     * A path from the parameter to its key part: names of record components, getters or fields, separated by dots
     * ({@code "id"}, {@code "owner.id"}). Empty (the default): the parameter itself.
     */
    String value() default "";
}
