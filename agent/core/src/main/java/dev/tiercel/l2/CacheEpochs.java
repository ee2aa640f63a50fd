package dev.tiercel.l2;

import dev.tiercel.entry.Stamps;
import dev.tiercel.entry.Tags;

/**
 * The epochs of one cache as this process knows them: its stamp, and those of its tags. A value that is stored carries the
 * stamps of the moment when its load began, and one that is read counts only where they still are what is known.
 * Thread-safe; nothing here throws.
 */
public interface CacheEpochs {
    /** Of a cache that is shared with nobody: never known, and there is nothing to drop. */
    CacheEpochs NONE = new CacheEpochs() {
        @Override
        public Pending<Stamps> now(Tags tags) {
            return Pending.now(Stamps.UNKNOWN);
        }

        @Override
        public boolean areCurrent(Stamps stamps) {
            return false;
        }

        @Override
        public void clear() {}

        @Override
        public void dropTag(long tag) {}

        @Override
        public void told(String field, String stamp) {}
    };

    /**
     * The stamps for a value with these tags whose load begins now, or {@link Stamps#UNKNOWN}: then nothing of the cache
     * is to be believed or stored. Asks the server where they are not known.
     */
    Pending<Stamps> now(Tags tags);

    /** True while what carries these stamps counts. */
    boolean areCurrent(Stamps stamps);

    /**
     * Gives the cache another stamp: from now on this process believes nothing that is older. Waits for the deadline at
     * most; where no server took it, it is repeated as soon as one does.
     */
    void clear();

    /** As {@link #clear}, of the entries with that tag. */
    void dropTag(long tag);

    /**
     * Another instance has given a field this stamp. Where that is news, the field is asked for before it is believed
     * again: of two stamps that come at about the same time, the server knows which is the later one. Does not wait.
     *
     * @param field as {@link L2Store#bump} writes it
     * @param stamp likewise
     */
    void told(String field, String stamp);

    /** Of which tag a field has the stamp, see {@link Tags#id}; 0: of none, it is the cache's own. */
    static long tag(String field) {
        return Epochs.Field.of(field);
    }
}
