/** How the application fares with its caches and with Redis: for people, for health checks, for whoever compares with targets. */
@NullMarked
package dev.tiercel.sample.resilience;

import org.jspecify.annotations.NullMarked;
