package dev.tiercel.redis;

import dev.tiercel.config.Endpoint;
import dev.tiercel.config.RedisConfig;
import dev.tiercel.config.RedisTimes;
import dev.tiercel.l2.L2Failure;
import io.lettuce.core.RedisClient;
import io.lettuce.core.SslVerifyMode;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
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

    private static final int OPENERS = 4;
    private static final int MAX_WAITING = 1_000;
    private static final long CLOSE_MILLIS = 2_000;
    private static final long REBUILD_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final RedisConfig config;
    private final Credentials credentials;
    private final Dns dns;
    private final RedisThreads threads = new RedisThreads();
    private final ThreadPoolExecutor openers = new ThreadPoolExecutor(
            OPENERS, OPENERS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MAX_WAITING), threads);
    private @Nullable RedisClient client;
    private long rebuiltNanos;
    private boolean closed;

    Client(RedisConfig config, Dns dns) {
        this.config = config;
        this.credentials = new Credentials(config.login());
        this.dns = dns;
        openers.allowCoreThreadTimeOut(true);
    }

    RedisThreads threads() {
        return threads;
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

    CompletionStage<Wire> openSentinel(Endpoint to) {
        return open(to, Login.SENTINEL);
    }

    private CompletionStage<Wire> open(Endpoint to, Login login) {
        return onOpener(() -> {
            Destination destination = destination(to, login);
            return client().connectAsync(RedisClients.CODEC, destination)
                    .thenCompose(connection -> Wire.greet(connection, destination.address()));
        });
    }

    /** Listens to a channel of a Sentinel. The stage's value ends it. */
    CompletionStage<Runnable> subscribeSentinel(
            Endpoint to, String channel, Consumer<String> onMessage, Runnable onLost) {
        return onOpener(() -> client().connectPubSubAsync(StringCodec.UTF8, destination(to, Login.SENTINEL))
                .thenCompose(connection -> {
                    connection.addListener(new RedisPubSubAdapter<String, String>() {
                        @Override
                        public void message(String from, String message) {
                            onMessage.accept(message);
                        }
                    });
                    connection.addListener(new Wire.Loss(onLost));
                    return connection.async().subscribe(channel).thenApply(done -> () -> {
                        var unused = connection.closeAsync();
                    });
                }));
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

    private Destination destination(Endpoint to, Login login) throws UnknownHostException {
        Path socket = config.target().socket();
        SocketAddress address = socket != null
                ? UnixDomainSocketAddress.of(socket)
                : new InetSocketAddress(dns.addresses(to.host())[0], to.port());
        Destination destination = new Destination(to.host(), to.port(), address, patience());
        destination.setSsl(config.tls().enabled());
        destination.setVerifyPeer(config.tls().verify() ? SslVerifyMode.FULL : SslVerifyMode.NONE);
        destination.setClientName("tiercel");
        String user =
                login == Login.DATA ? config.login().username() : config.login().sentinelUsername();
        String password =
                login == Login.DATA ? credentials.password() : config.login().sentinelPassword();
        if (password != null && user != null) {
            destination.setAuthentication(user, password.toCharArray());
        } else if (password != null) {
            destination.setAuthentication(password.toCharArray());
        }
        if (login == Login.DATA) {
            destination.setDatabase(config.target().database());
        }
        return destination;
    }

    /** Whether the host's name still stands for the address; true where that cannot be known. */
    CompletionStage<Boolean> isStillAt(Endpoint endpoint, InetAddress address) {
        return onOpener(() -> {
                    for (InetAddress each : dns.addresses(endpoint.host())) {
                        if (each.equals(address)) {
                            return CompletableFuture.completedFuture(true);
                        }
                    }
                    return CompletableFuture.completedFuture(false);
                })
                .exceptionally(unknown -> true);
    }

    private synchronized RedisClient client() {
        if (closed) {
            throw L2Failure.outage("closed");
        }
        RedisClient known = client;
        if (known == null) {
            known = RedisClients.create(config, threads);
            client = known;
        }
        return known;
    }

    /** Begins anew with a client that has nothing of the one there is, whose connections end. Every few seconds at most. */
    synchronized void rebuild() {
        RedisClient stuck = client;
        if (stuck == null || (rebuiltNanos != 0 && System.nanoTime() - rebuiltNanos < REBUILD_PAUSE_NANOS)) {
            return;
        }
        rebuiltNanos = System.nanoTime();
        client = null;
        end(stuck);
    }

    private static void end(RedisClient client) {
        var unusedToo = client.shutdownAsync(0, CLOSE_MILLIS, TimeUnit.MILLISECONDS)
                .thenRun(() -> {
                    var unused = client.getResources().shutdown(0, CLOSE_MILLIS, TimeUnit.MILLISECONDS);
                });
    }

    @Override
    public void close() {
        openers.shutdownNow();
        RedisClient last;
        synchronized (this) {
            closed = true;
            last = client;
            client = null;
        }
        if (last != null) {
            try {
                last.shutdownAsync(0, CLOSE_MILLIS, TimeUnit.MILLISECONDS).get(CLOSE_MILLIS, TimeUnit.MILLISECONDS);
            } catch (Exception e) {
                // Two seconds were promised; the threads are daemons.
            }
            last.getResources().shutdown(0, CLOSE_MILLIS, TimeUnit.MILLISECONDS).awaitUninterruptibly(CLOSE_MILLIS);
        }
    }
}
