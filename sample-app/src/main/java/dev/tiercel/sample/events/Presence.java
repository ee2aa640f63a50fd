package dev.tiercel.sample.events;

import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.TaskScheduler;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * How many clients are in which room, all instances together. Each instance tells the others its own counts when they
 * change and every five seconds; one that was not heard for fifteen counts no more. Thread-safe.
 */
@Singleton
class Presence {
    /** Many who come at once are told of once. */
    private static final Duration GATHERING = Duration.ofMillis(50);

    private static final Duration SILENCE = Duration.ofSeconds(15);

    private final Rooms rooms;
    private final Sender sender;
    private final Self self;
    private final TaskScheduler scheduler;
    private final Map<String, Other> others = new ConcurrentHashMap<>();
    private final Set<String> changed = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean isAnnounced = new AtomicBoolean();

    private record Other(String instance, long sequence, Map<String, Integer> rooms, long heardNanos) {
        int in(String room) {
            return rooms.getOrDefault(room, 0);
        }
    }

    Presence(Rooms rooms, Sender sender, Self self, @Named(TaskExecutors.SCHEDULED) TaskScheduler scheduler) {
        this.rooms = rooms;
        this.sender = sender;
        this.self = self;
        this.scheduler = scheduler;
    }

    /** Somebody came to this room or left it, here. */
    void changed(String room) {
        changed.add(room);
        tellOthers();
    }

    /** Another instance told its counts. An older telling that comes late is left aside. */
    void heard(Envelope envelope) {
        var now = new Other(
                envelope.instance(),
                envelope.sequence(),
                Objects.requireNonNullElse(envelope.rooms(), Map.of()),
                System.nanoTime());
        var before = others.get(envelope.origin());
        if (before != null && before.sequence() > now.sequence()) {
            return;
        }
        others.put(envelope.origin(), now);
        if (before == null) {
            tellOthers(); // It is new, and does not know us either.
        }
        differences(before == null ? Map.of() : before.rooms(), now.rooms());
    }

    @Scheduled(initialDelay = "5s", fixedDelay = "5s")
    void beat() {
        others.forEach((origin, other) -> {
            if (System.nanoTime() - other.heardNanos() > SILENCE.toNanos() && others.remove(origin, other)) {
                differences(other.rooms(), Map.of());
            }
        });
        sender.presence(rooms.counts());
    }

    /** Soon, and here whoever is in a room that changed. */
    void tellOthers() {
        if (isAnnounced.compareAndSet(false, true)) {
            var unused = scheduler.schedule(GATHERING, this::announce);
        }
    }

    private void announce() {
        isAnnounced.set(false);
        for (var room : Set.copyOf(changed)) {
            changed.remove(room);
            rooms.deliver(ServerMessage.presence(room, self.name(), perInstance(room)));
        }
        sender.presence(rooms.counts());
    }

    private Map<String, Integer> perInstance(String room) {
        var counts = new TreeMap<String, Integer>();
        counts.put(self.name(), rooms.count(room));
        others.values().forEach(other -> counts.merge(other.instance(), other.in(room), Integer::sum));
        counts.values().removeIf(count -> count == 0);
        return counts;
    }

    private void differences(Map<String, Integer> before, Map<String, Integer> now) {
        var all = new HashSet<>(before.keySet());
        all.addAll(now.keySet());
        all.removeIf(room -> Objects.equals(before.get(room), now.get(room)));
        if (changed.addAll(all)) {
            tellOthers();
        }
    }
}
