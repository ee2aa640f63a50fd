package dev.tiercel.command;

import dev.tiercel.control.ControlMXBean;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** An agent that answers what it was told to, and remembers what it was asked to do. */
final class FakeControl implements ControlMXBean {
    final List<String> asked = new ArrayList<>();
    final Deque<Supplier<List<Map<String, String>>>> stats = new ArrayDeque<>();
    List<Map<String, String>> rows = List.of();
    String state = "ACTIVE";
    RuntimeException refusal;

    private List<Map<String, String>> answer(String question) {
        asked.add(question);
        if (refusal != null) {
            throw refusal;
        }
        return rows;
    }

    @Override
    public String getVersion() {
        return "0.1.0";
    }

    @Override
    public String getState() {
        return state;
    }

    @Override
    public List<Map<String, String>> report() {
        return answer("report");
    }

    @Override
    public List<Map<String, String>> methods() {
        return answer("methods");
    }

    @Override
    public List<Map<String, String>> caches() {
        return answer("caches");
    }

    @Override
    public List<Map<String, String>> stats() {
        return stats.isEmpty() ? answer("stats") : stats.poll().get();
    }

    @Override
    public List<Map<String, String>> redis() {
        return answer("redis");
    }

    @Override
    public List<Map<String, String>> config() {
        return answer("config");
    }

    @Override
    public List<Map<String, String>> doctor() {
        return answer("doctor");
    }

    @Override
    public List<Map<String, String>> explain(String method) {
        return answer("explain " + method);
    }

    @Override
    public List<Map<String, String>> get(String cache, String key) {
        return answer("get " + cache + " " + key);
    }

    @Override
    public void invalidate(String cache, String key) {
        answer("invalidate " + cache + " " + key);
    }

    @Override
    public void clear(String cache) {
        answer("clear " + cache);
    }

    @Override
    public void invalidateTag(String cache, String tag) {
        answer("invalidateTag " + cache + " " + tag);
    }

    @Override
    public long invalidatePattern(String cache, String pattern, boolean dryRun) {
        answer("invalidatePattern " + cache + " " + pattern + " " + dryRun);
        return 3;
    }

    @Override
    public List<Map<String, String>> reload(String argument) {
        return answer("reload " + argument);
    }

    @Override
    public String detach() {
        answer("detach");
        return "The agent has left; 2 classes are as they were";
    }
}
