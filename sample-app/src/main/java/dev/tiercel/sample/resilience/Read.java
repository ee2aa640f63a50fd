package dev.tiercel.sample.resilience;

import dev.tiercel.Outcome;

/**
 * A read that was made, and where its value came from.
 *
 * @param value what was read
 * @param outcome which tier answered; without the agent always the loader, which is the database
 * @param fallback true: the database was asked while no Redis could be
 * @param tookMillis how long it took in this process
 */
public record Read<T>(T value, Outcome outcome, boolean fallback, double tookMillis) {}
