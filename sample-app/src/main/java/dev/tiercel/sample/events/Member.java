package dev.tiercel.sample.events;

import io.micronaut.http.MediaType;
import io.micronaut.websocket.WebSocketSession;
import io.micronaut.websocket.exceptions.WebSocketSessionException;
import java.util.concurrent.atomic.AtomicInteger;

/** A client in a room. Thread-safe; nothing waits for a client. */
final class Member {
    /** So many messages may wait for a client to read them. */
    static final int MOST_OUTSTANDING = 1_000;

    private final WebSocketSession session;
    private final String room;
    private final String name;
    private final Disconnection disconnection;
    private final AtomicInteger outstanding = new AtomicInteger();

    Member(WebSocketSession session, String room, String name, Disconnection disconnection) {
        this.session = session;
        this.room = room;
        this.name = name;
        this.disconnection = disconnection;
    }

    String room() {
        return room;
    }

    String name() {
        return name;
    }

    /** Without effect where the client is gone. One that does not read what it is sent is disconnected. */
    void send(String json) {
        if (outstanding.incrementAndGet() > MOST_OUTSTANDING) {
            disconnection.of(session);
            return;
        }
        try {
            var unused = session.sendAsync(json, MediaType.APPLICATION_JSON_TYPE)
                    .whenComplete((sent, failure) -> outstanding.decrementAndGet());
        } catch (WebSocketSessionException gone) {
            outstanding.decrementAndGet();
        }
    }
}
