package dev.tiercel.sample.live;

import io.micronaut.serde.annotation.Serdeable;

/**
 * A running copy of the application.
 *
 * @param name its host and port
 * @param url where it answers, without a slash at the end
 * @param self whether it is the one that was asked
 */
@Serdeable
record Instance(String name, String url, boolean self) {}
