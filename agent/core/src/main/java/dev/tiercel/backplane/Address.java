package dev.tiercel.backplane;

/** The name of a key in messages: 64 bits of its text in L2. Two keys with one address are dropped together. */
public final class Address {
    private static final long BASIS = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private Address() {}

    /** The same in every version: FNV-1a (Fowler, Noll and Vo) over the characters, and the finalizer of SplitMix64. */
    public static long of(String sharedKey) {
        long hash = BASIS;
        for (int i = 0; i < sharedKey.length(); i++) {
            hash = (hash ^ sharedKey.charAt(i)) * PRIME;
        }
        hash = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
        hash = (hash ^ (hash >>> 27)) * 0x94d049bb133111ebL;
        return hash ^ (hash >>> 31);
    }
}
