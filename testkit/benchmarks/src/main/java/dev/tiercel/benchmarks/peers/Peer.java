package dev.tiercel.benchmarks.peers;

/**
 * One way to have a cache, set up as its documentation says. It has a public constructor that takes a {@link Source} and
 * a {@link Setting}.
 */
public interface Peer extends AutoCloseable {
    Item find(long id);

    /** The same with a key of two parts. */
    Item findIn(long id, String shop);

    @Override
    default void close() {}

    /** The one that the command line of this process names. */
    static Peer create(Source source) throws ReflectiveOperationException {
        return Class.forName(System.getProperty("peers.class"))
                .asSubclass(Peer.class)
                .getConstructor(Source.class, Setting.class)
                .newInstance(source, Setting.read());
    }
}
