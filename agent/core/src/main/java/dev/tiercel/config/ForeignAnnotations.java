package dev.tiercel.config;

/** Annotations of others that can be honoured as if they were ours. */
public enum ForeignAnnotations {
    /** Of JSR-107, {@code javax.cache.annotation}. */
    JSR107,
    /** Of Spring, {@code org.springframework.cache.annotation}. */
    SPRING,
    /** Of Micronaut, {@code io.micronaut.cache.annotation}. */
    MICRONAUT
}
