package dev.tiercel.l2;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A pattern of keys as Redis's {@code SCAN MATCH} has it, over the bytes of their UTF-8: {@code *} is any number of bytes,
 * {@code ?} one, {@code [abc]}, {@code [a-z]} and {@code [^a]} one of a set or none of it; a backslash takes the next one as
 * it is. Immutable.
 */
public final class Glob {
    private final byte[] pattern;
    private final String text;

    private Glob(String text) {
        this.text = text;
        this.pattern = text.getBytes(StandardCharsets.UTF_8);
    }

    /** A pattern as it was written. */
    public static Glob of(String pattern) {
        return new Glob(pattern);
    }

    /** Of keys that begin with the prefix, whatever is in it, and go on as the pattern says. */
    static Glob below(String prefix, String pattern) {
        return new Glob(prefix.replaceAll("[\\\\*?\\[\\]]", "\\\\$0") + pattern);
    }

    /** True for a key that it speaks of. */
    public boolean matches(String key) {
        return matches(0, key.getBytes(StandardCharsets.UTF_8), 0);
    }

    /** Goes back to the last star only, so the time is bounded by pattern times key. */
    private boolean matches(int fromPattern, byte[] key, int fromKey) {
        int p = fromPattern;
        int k = fromKey;
        int star = -1;
        int starKey = 0;
        while (k < key.length) {
            if (p < pattern.length && pattern[p] == '*') {
                star = p++;
                starKey = k;
                continue;
            }
            int next = p < pattern.length ? afterOne(p, key[k]) : -1;
            if (next >= 0) {
                p = next;
                k++;
            } else if (star >= 0) {
                p = star + 1;
                k = ++starKey;
            } else {
                return false;
            }
        }
        while (p < pattern.length && pattern[p] == '*') {
            p++;
        }
        return p == pattern.length;
    }

    /** Where the pattern goes on behind what stands for one byte, if it stands for this one; else -1. */
    private int afterOne(int at, byte c) {
        if (pattern[at] == '?') {
            return at + 1;
        }
        if (pattern[at] == '[') {
            return afterSet(at + 1, c & 0xff);
        }
        int literal = pattern[at] == '\\' && at + 1 < pattern.length ? at + 1 : at;
        return pattern[literal] == c ? literal + 1 : -1;
    }

    private int afterSet(int from, int c) {
        int at = from;
        boolean not = at < pattern.length && pattern[at] == '^';
        if (not) {
            at++;
        }
        boolean found = false;
        while (at < pattern.length && pattern[at] != ']') {
            if (pattern[at] == '\\' && at + 1 < pattern.length) {
                found |= (pattern[at + 1] & 0xff) == c;
                at += 2;
            } else if (at + 2 < pattern.length && pattern[at + 1] == '-') {
                int one = pattern[at] & 0xff;
                int other = pattern[at + 2] & 0xff;
                found |= c >= Math.min(one, other) && c <= Math.max(one, other);
                at += 3;
            } else {
                found |= (pattern[at] & 0xff) == c;
                at++;
            }
        }
        // A set that nobody ends ends with the pattern.
        return found == not ? -1 : Math.min(at + 1, pattern.length);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Glob glob && Arrays.equals(pattern, glob.pattern);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(pattern);
    }

    /** The pattern. */
    @Override
    public String toString() {
        return text;
    }
}
