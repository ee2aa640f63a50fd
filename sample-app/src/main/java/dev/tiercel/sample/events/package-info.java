/**
 * Live events by WebSocket: what a client says in a room, and which products change, reaches the clients of all instances.
 * {@link dev.tiercel.sample.events.EventsSocket} is where clients come in, {@link dev.tiercel.sample.events.Events} what
 * an event goes through, and {@link dev.tiercel.sample.events.RedisRelay} the way to the other instances.
 */
@NullMarked
package dev.tiercel.sample.events;

import org.jspecify.annotations.NullMarked;
