package dev.tiercel.redis;

import io.lettuce.core.event.Event;
import io.lettuce.core.event.EventBus;
import reactor.core.publisher.Flux;

/**
 * An event bus without events. Nobody here listens to the library's own, which would load a third of the reactive
 * library and the JDK's flight recorder while the application starts.
 */
final class SilentEvents implements EventBus {

    @Override
    public Flux<Event> get() {
        return Flux.never();
    }

    @Override
    public void publish(Event event) {}
}
