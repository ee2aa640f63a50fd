package dev.tiercel.sample.events;

import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Tells the other instances something, without waiting; whether they hear it is said by nobody. Thread-safe. */
@Singleton
final class Sender {
    private final Self self;
    private final MessageJson json;
    private final RedisRelay relay;
    private final AtomicLong sequence = new AtomicLong();

    Sender(Self self, MessageJson json, RedisRelay relay) {
        this.self = self;
        this.json = json;
        this.relay = relay;
    }

    void event(ServerMessage event) {
        send(event, null);
    }

    void presence(Map<String, Integer> rooms) {
        send(null, rooms);
    }

    private void send(@Nullable ServerMessage event, @Nullable Map<String, Integer> rooms) {
        if (relay.scope() == Scope.ALL) {
            relay.publish(json.write(new Envelope(
                    Envelope.VERSION, self.origin(), sequence.incrementAndGet(), self.name(), event, rooms)));
        }
    }
}
