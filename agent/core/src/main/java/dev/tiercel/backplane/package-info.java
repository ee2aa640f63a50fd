/**
 * What instances tell each other: which keys were dropped. And whether this one can be sure to hear it.
 *
 * <p>A message goes out with the very command that changes L2. Each connection that publishes is a {@link
 * dev.tiercel.backplane.Lane} with a sequence of its own, so that a receiver notices what it missed; each instance hears its
 * own heartbeats, so that it notices when it hears nothing.
 */
@NullMarked
package dev.tiercel.backplane;

import org.jspecify.annotations.NullMarked;
