package dev.tiercel.sample.events;

import io.micronaut.websocket.WebSocketSession;
import io.micronaut.websocket.annotation.OnClose;
import io.micronaut.websocket.annotation.OnMessage;
import io.micronaut.websocket.annotation.OnOpen;
import io.micronaut.websocket.annotation.ServerWebSocket;

/** Where clients come in: {@code /ws/events?room=R&name=N}. Who may, {@link Admission} has decided. */
@ServerWebSocket("/ws/events")
class EventsSocket {
    private static final int LONGEST_FRAME_BYTES = 16_384;

    private final Events events;
    private final Disconnection disconnection;

    EventsSocket(Events events, Disconnection disconnection) {
        this.events = events;
        this.disconnection = disconnection;
    }

    @OnOpen
    void opened(WebSocketSession session) {
        var asked = session.getRequestParameters();
        var room = asked.getFirst("room").orElseThrow();
        var name = asked.getFirst("name").orElseThrow();
        events.join(session, new Member(session, room, name, disconnection));
    }

    @OnMessage(maxPayloadLength = LONGEST_FRAME_BYTES)
    void received(String text, WebSocketSession session) {
        events.say(session, text);
    }

    @OnClose
    void closed(WebSocketSession session) {
        events.leave(session);
    }
}
