package dev.tiercel.entry;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The epochs under which a value was made: the stamp of its cache then, and of each of its tags. A clear gives the cache, or
 * the tag, another stamp, so that whatever carries the old one counts no more. Immutable.
 *
 * <p>A cache's stamp is random and never 0; a tag that was not dropped since has 0.
 */
public final class Stamps {
    /** Nobody knows the stamps: what carries this is never believed. */
    public static final Stamps UNKNOWN = new Stamps(0, Tags.NONE, new long[0]);

    private final long cache;
    private final Tags tags;
    private final long[] ofTags;

    private Stamps(long cache, Tags tags, long[] ofTags) {
        this.cache = cache;
        this.tags = tags;
        this.ofTags = ofTags;
    }

    /** @param ofTags one for each of the tags, in their order; not to be changed afterwards */
    public static Stamps of(long cache, Tags tags, long... ofTags) {
        if (ofTags.length != tags.count()) {
            throw new IllegalArgumentException(ofTags.length + " stamps for " + tags.count() + " tags");
        }
        return new Stamps(cache, tags, ofTags);
    }

    public boolean isKnown() {
        return cache != 0;
    }

    /** The cache's. */
    public long cache() {
        return cache;
    }

    /** The tags of the value. */
    public Tags tags() {
        return tags;
    }

    /** That of one of the tags. */
    public long ofTag(int index) {
        return ofTags[index];
    }

    /** All of them in one number: the same for equal stamps, and hardly ever for others. */
    public long digest() {
        long digest = cache;
        for (int i = 0; i < ofTags.length; i++) {
            digest = 0x9E3779B97F4A7C15L * (digest ^ tags.id(i)) + ofTags[i];
        }
        return digest;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (!(other instanceof Stamps stamps) || cache != stamps.cache || tags.count() != stamps.tags.count()) {
            return false;
        }
        for (int i = 0; i < ofTags.length; i++) {
            if (tags.id(i) != stamps.tags.id(i)) {
                return false;
            }
        }
        return Arrays.equals(ofTags, stamps.ofTags);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(cache) + 31 * Arrays.hashCode(ofTags);
    }
}
