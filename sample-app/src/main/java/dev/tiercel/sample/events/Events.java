package dev.tiercel.sample.events;

import dev.tiercel.sample.catalog.ProductChanged;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import io.micronaut.websocket.WebSocketSession;
import jakarta.inject.Singleton;

/**
 * What an event goes through: at once to the clients of this instance, and through Redis to those of the others. Nothing
 * here waits for Redis or for a client. Thread-safe.
 */
@Singleton
class Events implements RedisRelay.Listener {
    private final Rooms rooms;
    private final Presence presence;
    private final Sender sender;
    private final RedisRelay relay;
    private final Self self;
    private final MessageJson json;
    private final SeenEvents seen = new SeenEvents();

    Events(Rooms rooms, Presence presence, Sender sender, RedisRelay relay, Self self, MessageJson json) {
        this.rooms = rooms;
        this.presence = presence;
        this.sender = sender;
        this.relay = relay;
        this.self = self;
        this.json = json;
    }

    @EventListener
    void started(ServerStartupEvent started) {
        relay.start(this);
    }

    @EventListener
    void changed(ProductChanged change) {
        publish(ServerMessage.changed(self.name(), change.id()));
    }

    void join(WebSocketSession session, Member member) {
        var scope = relay.scope();
        member.send(json.write(ServerMessage.hello(member.room(), self.name(), scope)));
        rooms.enter(session, member);
        var now = relay.scope();
        if (now != scope) {
            // It changed before the member could be told with the others.
            member.send(json.write(ServerMessage.scope(self.name(), now).in(member.room())));
        }
        presence.changed(member.room());
    }

    void leave(WebSocketSession session) {
        rooms.leave(session).ifPresent(member -> presence.changed(member.room()));
    }

    /** What a client sent. */
    void say(WebSocketSession session, String sent) {
        rooms.find(session).ifPresent(member -> {
            var parsed = json.read(sent, ClientMessage.class);
            var fault = parsed.isPresent() ? parsed.get().fault() : ClientMessage.NO_JSON;
            if (fault != null) {
                member.send(json.write(ServerMessage.error(member.room(), self.name(), fault)));
            } else {
                var text = String.valueOf(parsed.get().text());
                publish(ServerMessage.message(member.room(), self.name(), member.name(), text));
            }
        });
    }

    private void publish(ServerMessage event) {
        rooms.deliver(event);
        sender.event(event);
    }

    /** One after the other: of two servers that bring the same events, neither overtakes what the other has begun. */
    @Override
    public synchronized void received(String text) {
        json.read(text, Envelope.class)
                .filter(envelope -> envelope.version() == Envelope.VERSION)
                .filter(envelope -> !envelope.origin().equals(self.origin()))
                .filter(seen::isNew)
                .ifPresent(this::open);
    }

    private void open(Envelope envelope) {
        var event = envelope.event();
        if (event != null) {
            rooms.deliver(event);
        } else {
            presence.heard(envelope);
        }
    }

    @Override
    public void scopeChanged(Scope scope) {
        rooms.deliver(ServerMessage.scope(self.name(), scope));
        presence.tellOthers();
    }
}
