package dev.tiercel.codec;

/** How deep into a value a copy is, and how much it has made of it. Not thread-safe. */
final class Walk {
    /** Objects, and elements of collections: values that share their nodes can grow beyond all memory. */
    private static final int MAX_NODES = 4 << 20;

    private int depth;
    private int nodes;

    /** Goes one level down; a cycle is found by its depth. */
    void enter(int more) {
        if (++depth > Mappers.MAX_DEPTH) {
            throw new UncopyableException("a value is nested deeper than " + Mappers.MAX_DEPTH + " levels, or a cycle");
        }
        nodes += more;
        if (nodes > MAX_NODES || nodes < 0) {
            throw new UncopyableException("a value is of more than " + MAX_NODES + " objects");
        }
    }

    void leave() {
        depth--;
    }
}
