package dev.tiercel.sample.events;

import io.micronaut.websocket.WebSocketSession;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The clients of this instance, by room. Thread-safe. */
@Singleton
final class Rooms {
    /** More are sent elsewhere: each may have {@link Member#MOST_OUTSTANDING} messages waiting here. */
    static final int MOST_CLIENTS = 5_000;

    private final MessageJson json;
    private final Map<WebSocketSession, Member> members = new ConcurrentHashMap<>();
    private final Map<String, Set<Member>> rooms = new ConcurrentHashMap<>();

    Rooms(MessageJson json) {
        this.json = json;
    }

    boolean areFull() {
        return members.size() >= MOST_CLIENTS;
    }

    void enter(WebSocketSession session, Member member) {
        members.put(session, member);
        rooms.compute(member.room(), (room, there) -> {
            var set = there == null ? ConcurrentHashMap.<Member>newKeySet() : there;
            set.add(member);
            return set;
        });
    }

    /** Empty where it had not entered. */
    Optional<Member> leave(WebSocketSession session) {
        var left = Optional.ofNullable(members.remove(session));
        left.ifPresent(member -> rooms.computeIfPresent(member.room(), (room, there) -> {
            there.remove(member);
            return there.isEmpty() ? null : there;
        }));
        return left;
    }

    Optional<Member> find(WebSocketSession session) {
        return Optional.ofNullable(members.get(session));
    }

    /** How many are in each room that is not empty. */
    Map<String, Integer> counts() {
        var counts = new HashMap<String, Integer>();
        rooms.forEach((room, there) -> counts.put(room, there.size()));
        return counts;
    }

    int count(String room) {
        return rooms.getOrDefault(room, Set.of()).size();
    }

    /** To all in the message's room, or in every room where it has none. */
    void deliver(ServerMessage message) {
        var room = message.room();
        if (room == null) {
            rooms.keySet().forEach(each -> deliver(message.in(each)));
            return;
        }
        var there = rooms.getOrDefault(room, Set.of());
        if (!there.isEmpty()) {
            var text = json.write(message);
            there.forEach(member -> member.send(text));
        }
    }
}
