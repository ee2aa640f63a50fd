package dev.tiercel.control;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The agent of one process, as the command line and JMX ask for it. What it answers is text in rows, each a map from the
 * names below; a value that there is not is left out. So an agent and a command line of different versions understand
 * each other.
 *
 * <p>What is wrong with a question is told by an {@link IllegalArgumentException}, what keeps it from being answered now by
 * an {@link IllegalStateException}; the message is one line for the user. Thread-safe.
 */
public interface ControlMXBean {
    /** Its name at the platform's bean server. */
    String NAME = "dev.tiercel:type=Control";

    String getVersion();

    /** {@code ACTIVE}, {@code DRY_RUN}, {@code OFF} (by the configuration), or {@code UNCONFIGURED} (it is wrong). */
    String getState();

    /** What was woven and what it took: {@code what}, {@code value}. */
    List<Map<String, String>> report();

    /**
     * Each method that was woven or left alone: {@code method} ({@code Products.find}), {@code class}, {@code signature},
     * {@code cache}, {@code kind} ({@code READ} or {@code WRITE}), {@code state} ({@code CACHED}, of one that
     * changes data {@code ACTIVE}; {@code OFF},
     * {@code LEFT_ALONE}, {@code DRY_RUN}), {@code values} ({@code SHARED} or {@code COPIED}), {@code ttl}, {@code reason}.
     */
    List<Map<String, String>> methods();

    /**
     * Each cache with its settings in force: {@code cache}, {@code enabled}, {@code entries}, and those of
     * {@code caches.NAME} under their names there ({@code ttl}, {@code max-entries}, ...).
     */
    List<Map<String, String>> caches();

    /**
     * What each cache has done since the start: {@code cache}, {@code l1-hits}, {@code l2-hits}, {@code stale-hits},
     * {@code loads}, {@code load-failures}, {@code joined-loads}, {@code puts}, {@code invalidations},
     * {@code heard-invalidations}, {@code evictions}, {@code lost-leases}, {@code entries}, {@code hit-rate} (0 to 1), and
     * in microseconds {@code l2-p50}, {@code l2-p99}, {@code load-p50}, {@code load-p99}.
     */
    List<Map<String, String>> stats();

    /**
     * Each Redis server: {@code node}, {@code health}, {@code since}, {@code cause}; and one row whose {@code node} is
     * {@code backplane}. No row: there is no Redis.
     */
    List<Map<String, String>> redis();

    /** Each setting in force: {@code key}, {@code value} (of a secret only that it is set), {@code origin}. */
    List<Map<String, String>> config();

    /** What was looked at: {@code level} ({@code OK}, {@code INFO}, {@code WARN}, {@code ERROR}), {@code subject}, {@code finding}, {@code advice}. */
    List<Map<String, String>> doctor();

    /**
     * Why a method is or is not cached: {@code method}, {@code aspect}, {@code text}.
     *
     * @param method {@code find}, {@code Products.find} or {@code shop.Products.find}; any with a {@code (}type{@code )} behind it
     */
    List<Map<String, String>> explain(String method);

    /**
     * What the tiers have under a key: {@code tier} ({@code L1} or {@code L2}), {@code key}, {@code state}, {@code left},
     * {@code value}.
     *
     * @param key its text, as in Redis: {@code 42}, {@code anna}, {@code '42'}
     */
    List<Map<String, String>> get(String cache, String key);

    /** Drops the entry of a key, on every instance. */
    void invalidate(String cache, String key);

    /** Drops every entry, on every instance. */
    void clear(String cache);

    /** Drops every entry that has the tag, on every instance. */
    void invalidateTag(String cache, String tag);

    /**
     * Drops every entry whose key's text fits the pattern, on every instance, and waits until it is done.
     *
     * @param dryRun true: only counts them
     * @return how many there are in Redis; without Redis, in this process
     */
    long invalidatePattern(String cache, String pattern, boolean dryRun);

    /**
     * Reads the configuration anew and puts it in force, all of it or nothing: {@code key}, {@code before}, {@code after},
     * {@code effect} ({@code now}, or {@code restart}: it stays as it was until the next start).
     *
     * @param argument settings as in the agent's argument, instead of those given before; null: those stay
     * @throws IllegalArgumentException the configuration is wrong; nothing has changed
     */
    List<Map<String, String>> reload(@Nullable String argument);

    /** Takes the agent out: methods run bare at once, classes are restored, threads and connections end. */
    String detach();
}
