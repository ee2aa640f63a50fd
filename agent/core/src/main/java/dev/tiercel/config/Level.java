package dev.tiercel.config;

/** The sources of settings, the strongest first. */
enum Level {
    SYSTEM_PROPERTY,
    ENVIRONMENT,
    /** Variables that other programs use too: below our own, whatever setting they name. */
    COMPATIBLE_ENVIRONMENT,
    ARGUMENT,
    FILE,
    DEFAULT
}
