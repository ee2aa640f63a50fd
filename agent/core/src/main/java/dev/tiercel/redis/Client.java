package dev.tiercel.redis;

import dev.tiercel.config.Endpoint;
import dev.tiercel.config.RedisConfig;
import dev.tiercel.config.RedisTimes;
import dev.tiercel.l2.L2Failure;
import io.lettuce.core.SslVerifyMode;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Opens connections. What may wait for others (names, passwords) and what takes long (the client library's classes, the
 * first time) happens on threads of its own, four at most. Thread-safe.
 */
final class Client implements AutoCloseable {
    /** All addresses of a host. May wait. */
    interface Dns {
        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    /** Who we are there. */
    private enum Login {
        DATA,
        SENTINEL
    }

    /** The handshake is nobody's wait, and the first one loads hundreds of classes: it may take so many times longer. */
    private static final int HANDSHAKE_PATIENCE = 4;

    /** What an attempt fails with that neither succeeded nor failed: the library was alive in name only, and was made anew. */
    static final String STUCK = "no progress";

    /** The pause between two rebuilds, for they cost all others their connections. */
    static final Duration REBUILD_PAUSE = Duration.ofSeconds(5);

    /** A connection and a greeting may each take all the patience there is. */
    private static final int STUCK_PATIENCES = 3;

    private static final int OPENERS = 4;
    private static final int MAX_WAITING = 1_000;
    private static final long CLOSE_MILLIS = 2_000;

    private final RedisConfig config;
    private final Credentials credentials;
    private final Dns dns;
    private final RedisThreads threads;
    private final ScheduledExecutorService loop;
    private final long rebuildPauseNanos;
    private final ThreadPoolExecutor openers;
    /** From a host's name to the number of its failed attempts: which of its addresses is next. */
    private final Map<String, Integer> turns = new ConcurrentHashMap<>();

    private @Nullable Lettuce client;
    private @Nullable Long rebuiltNanos;
    private boolean closed;

    /** @param loop notices attempts that are stuck */
    Client(RedisConfig config, Dns dns, RedisThreads threads, ScheduledExecutorService loop, Duration rebuildPause) {
        this.config = config;
        this.credentials = new Credentials(config.login());
        this.dns = dns;
        this.threads = threads;
        this.loop = loop;
        this.rebuildPauseNanos = rebuildPause.toNanos();
        this.openers = new ThreadPoolExecutor(
                OPENERS, OPENERS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MAX_WAITING), threads);
        openers.allowCoreThreadTimeOut(true);
    }

    /** The longest that an attempt may take until it has succeeded or failed, names and passwords aside. */
    Duration patience() {
        return patience(config.times());
    }

    static Duration patience(RedisTimes times) {
        return times.connectTimeout().multipliedBy(HANDSHAKE_PATIENCE);
    }

    /** Fails in words for a user. */
    CompletionStage<Wire> open(Endpoint to) {
        return open(to, Login.DATA);
    }

    /** Several, begun at once, so that another client seldom comes between them. When one fails the others are closed. */
    CompletionStage<List<Wire>> open(Endpoint to, int count) {
        List<CompletableFuture<Wire>> attempts = Stream.generate(() -> open(to).toCompletableFuture())
                .limit(count)
                .toList();
        return CompletableFuture.allOf(attempts.toArray(new CompletableFuture<?>[0]))
                .whenComplete((all, failure) -> {
                    if (failure != null) {
                        for (CompletableFuture<Wire> attempt : attempts) {
                            var unused = attempt.thenAccept(Wire::close);
                        }
                    }
                })
                .thenApply(all -> attempts.stream().map(CompletableFuture::join).toList());
    }

    private boolean isLate(long startNanos) {
        return System.nanoTime() - startNanos >= patience().toNanos();
    }

    CompletionStage<Wire> openSentinel(Endpoint to) {
        return open(to, Login.SENTINEL);
    }

    private CompletionStage<Wire> open(Endpoint to, Login login) {
        long startNanos = System.nanoTime();
        CompletionStage<Wire> attempt = onOpener(() -> {
            Destination destination = destination(to, login);
            return orStuck(
                    client().connect(lettuce -> lettuce.connectAsync(RedisClients.CODEC, destination))
                            .thenCompose(connection -> Wire.greet(connection, destination.address())),
                    Wire::close);
        });
        return attempt.exceptionallyCompose(thrown -> {
            if (turns.size() >= MAX_WAITING) {
                turns.clear();
            }
            turns.merge(config.target().reached(to).host(), 1, Integer::sum);
            return CompletableFuture.failedFuture(
                    RedisTrouble.ofAttempt(thrown, config.tls().enabled(), isLate(startNanos)));
        });
    }

    /** Listens to channels of a Sentinel. The stage's value ends it. */
    CompletionStage<Runnable> subscribeSentinel(
            Endpoint to, List<String> channels, BiConsumer<String, String> onMessage, Runnable onLost) {
        return onOpener(() -> orStuck(
                listener(StringCodec.UTF8, destination(to, Login.SENTINEL)).thenCompose(connection -> {
                    connection.addListener(new RedisPubSubAdapter<String, String>() {
                        @Override
                        public void message(String from, String message) {
                            onMessage.accept(from, message);
                        }
                    });
                    connection.addListener(new Wire.Loss(onLost));
                    Runnable end = end(connection);
                    return connection
                            .async()
                            .subscribe(channels.toArray(new String[0]))
                            .whenComplete((done, failure) -> {
                                if (failure != null) {
                                    end.run();
                                }
                            })
                            .thenApply(done -> end);
                }),
                Runnable::run));
    }

    /**
     * Listens to a channel.
     *
     * @param isWanted whether to listen to that run of a server; else it fails with {@link Feed#ELSEWHERE}
     */
    CompletionStage<Feed.Subscription> subscribe(
            Endpoint to, String channel, Predicate<String> isWanted, Consumer<byte[]> onMessage, Runnable onLost) {
        return onOpener(() -> orStuck(
                listener(RedisClients.CODEC, destination(to, Login.DATA))
                        .thenCompose(connection -> subscribed(connection, channel, isWanted, onMessage, onLost)),
                subscription -> subscription.end().run()));
    }

    private static CompletionStage<Feed.Subscription> subscribed(
            StatefulRedisPubSubConnection<String, byte[]> connection,
            String channel,
            Predicate<String> isWanted,
            Consumer<byte[]> onMessage,
            Runnable onLost) {
        Runnable end = end(connection);
        connection.addListener(new RedisPubSubAdapter<String, byte[]>() {
            @Override
            public void message(String from, byte[] message) {
                onMessage.accept(message);
            }
        });
        return Greeting.runId(connection.async())
                .thenCompose(runId -> {
                    if (!isWanted.test(runId)) {
                        return CompletableFuture.<Feed.Subscription>failedFuture(L2Failure.refusal(Feed.ELSEWHERE));
                    }
                    connection.addListener(new Wire.Loss(onLost));
                    return connection.async().subscribe(channel).thenApply(done -> new Feed.Subscription(runId, end));
                })
                .whenComplete((subscription, failure) -> {
                    if (failure != null) {
                        end.run();
                    }
                });
    }

    private <V> CompletionStage<StatefulRedisPubSubConnection<String, V>> listener(
            RedisCodec<String, V> codec, Destination at) {
        return client().connect(lettuce -> lettuce.connectPubSubAsync(codec, at));
    }

    private static Runnable end(StatefulRedisPubSubConnection<?, ?> connection) {
        return () -> {
            var unused = connection.closeAsync();
        };
    }

    /** Ends an attempt that does not end by itself; names and passwords are not waited for any more. */
    private <T> CompletionStage<T> orStuck(CompletionStage<T> attempt, Consumer<T> discard) {
        CompletableFuture<T> result = new CompletableFuture<>();
        ScheduledFuture<?> end;
        try {
            end = loop.schedule(
                    () -> {
                        if (result.completeExceptionally(L2Failure.outage(STUCK))) {
                            rebuild();
                        }
                    },
                    patience().multipliedBy(STUCK_PATIENCES).toMillis(),
                    TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closed) {
            end = null;
        }
        ScheduledFuture<?> timer = end;
        attempt.whenComplete((value, failure) -> {
            if (timer != null) {
                timer.cancel(false);
            }
            if (failure != null) {
                result.completeExceptionally(failure);
            } else if (!result.complete(value)) {
                discard.accept(value);
            }
        });
        return result;
    }

    CompletionStage<ProxyStats> proxyStats(URI page) {
        return onOpener(() -> CompletableFuture.completedFuture(ProxyStats.fetch(page)));
    }

    private <T> CompletionStage<T> onOpener(Opening<T> opening) {
        CompletableFuture<T> result = new CompletableFuture<>();
        try {
            openers.execute(() -> {
                try {
                    opening.open().whenComplete((value, failure) -> {
                        if (failure == null) {
                            result.complete(value);
                        } else {
                            result.completeExceptionally(failure);
                        }
                    });
                } catch (Exception | LinkageError e) {
                    result.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException full) {
            result.completeExceptionally(L2Failure.outage("too many connections under way"));
        }
        return result;
    }

    private interface Opening<T> {
        CompletionStage<T> open() throws Exception;
    }

    private Destination destination(Endpoint named, Login login) throws UnknownHostException {
        Endpoint to = config.target().reached(named);
        Path socket = config.target().socket();
        SocketAddress address = socket != null
                ? UnixDomainSocketAddress.of(socket)
                : new InetSocketAddress(named(to.host(), address(to.host())), to.port());
        Destination destination = new Destination(to.host(), to.port(), address, patience());
        destination.setSsl(config.tls().enabled());
        destination.setVerifyPeer(config.tls().verify() ? SslVerifyMode.FULL : SslVerifyMode.NONE);
        destination.setClientName("tiercel");
        String user =
                login == Login.DATA ? config.login().username() : config.login().sentinelUsername();
        String password =
                login == Login.DATA ? credentials.password() : config.login().sentinelPassword();
        if (password != null) {
            destination.setCredentials(user, password);
        }
        if (login == Login.DATA) {
            destination.setDatabase(config.target().database());
        }
        return destination;
    }

    /** The first, and after each failed attempt the next: of two proxies behind one name one may be gone. */
    private InetAddress address(String host) throws UnknownHostException {
        InetAddress[] all = dns.addresses(host);
        return all[Math.floorMod(turns.getOrDefault(host, 0), all.length)];
    }

    /** The client library checks certificates against the name that the address has. */
    private static InetAddress named(String host, InetAddress address) throws UnknownHostException {
        return InetAddress.getByAddress(host, address.getAddress());
    }

    /** Whether the host's name still stands for the address; true where that cannot be known. */
    CompletionStage<Boolean> isStillAt(Endpoint endpoint, InetAddress address) {
        return onOpener(() -> {
                    for (InetAddress each :
                            dns.addresses(config.target().reached(endpoint).host())) {
                        if (each.equals(address)) {
                            return CompletableFuture.completedFuture(true);
                        }
                    }
                    return CompletableFuture.completedFuture(false);
                })
                .exceptionally(unknown -> true);
    }

    private synchronized Lettuce client() {
        if (closed) {
            throw L2Failure.outage("closed");
        }
        Lettuce known = client;
        if (known == null) {
            known = new Lettuce(RedisClients.create(config, threads), CLOSE_MILLIS);
            client = known;
        }
        return known;
    }

    /** Begins anew with a client that has nothing of the one there is, whose connections end. Every few seconds at most. */
    private synchronized void rebuild() {
        Lettuce stuck = client;
        Long last = rebuiltNanos;
        if (stuck == null || (last != null && System.nanoTime() - last < rebuildPauseNanos)) {
            return;
        }
        rebuiltNanos = System.nanoTime();
        client = null;
        var unused = stuck.end();
    }

    @Override
    public void close() {
        openers.shutdownNow();
        Lettuce last;
        synchronized (this) {
            closed = true;
            last = client;
            client = null;
        }
        if (last != null) {
            try {
                last.end().get(2 * CLOSE_MILLIS, TimeUnit.MILLISECONDS);
            } catch (Exception e) {
                // That long was promised; the threads are daemons.
            }
        }
    }
}
