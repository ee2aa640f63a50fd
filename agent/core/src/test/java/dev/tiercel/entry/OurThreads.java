package dev.tiercel.entry;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** The threads of ours that were started since this was made. */
public final class OurThreads {
    private final Set<Thread> before = new HashSet<>(all());

    /** Those that run now. */
    public Set<Thread> running() {
        return all().stream().filter(thread -> !before.contains(thread)).collect(Collectors.toSet());
    }

    public Set<String> names() {
        return running().stream().map(Thread::getName).collect(Collectors.toSet());
    }

    private static Collection<Thread> all() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("tiercel-"))
                .toList();
    }
}
