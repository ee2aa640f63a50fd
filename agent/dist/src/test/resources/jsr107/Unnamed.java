package jsr107;

import javax.cache.annotation.CacheResult;

/** A cache of which nobody says the name. */
public class Unnamed {
    @CacheResult
    public String find(long id, String name) {
        return id + name;
    }
}
