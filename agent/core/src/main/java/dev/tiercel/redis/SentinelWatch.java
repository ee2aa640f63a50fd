package dev.tiercel.redis;

import dev.tiercel.config.Endpoint;
import dev.tiercel.config.ReadFrom;
import io.lettuce.core.output.ArrayOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Follows the master by what the Sentinels say: they are asked every second, and listened to, because a planned failover
 * breaks no connection of ours to the old master for seconds. Of two that disagree, the one with the higher configuration
 * epoch is believed. Everything here happens on the loop's thread.
 */
final class SentinelWatch implements Roles.Watch {
    /** {@code name old-ip old-port new-ip new-port}, when all is over. */
    private static final String SWITCHED = "+switch-master";

    /**
     * {@code slave name ip port @ master's-name ip port}: it is the master from now on, and the old one, if it lives, goes
     * on taking writes for seconds, until the other replicas follow. That a replica was selected, or calls itself master,
     * is too early: other Sentinels may turn it back, as was seen.
     */
    private static final String PROMOTED = "+promoted-slave";

    /** So long what was heard counts more than what Sentinels say that may not have heard of it. */
    private static final long HEARSAY_NANOS = TimeUnit.SECONDS.toNanos(15);

    private static final long PAUSE_MILLIS = 1_000;
    private static final long RETRY_MILLIS = 250;

    private final Context context;
    private final Consumer<Roles> onRoles;
    private final List<Peer> peers = new ArrayList<>();
    private final boolean wantsReplicas;
    private @Nullable String name;
    private @Nullable Endpoint master;
    private List<Endpoint> replicas = List.of();
    private long epoch = -1;
    private boolean isHearsay;
    private long heardNanos;
    private boolean toldSilence;
    private String toldTrouble = "";
    private boolean closed;

    SentinelWatch(Context context, List<Endpoint> sentinels, Consumer<Roles> onRoles) {
        this.context = context;
        this.onRoles = onRoles;
        this.name = context.config().target().sentinelMaster();
        this.wantsReplicas = context.config().target().readFrom() == ReadFrom.REPLICA;
        sentinels.forEach(endpoint -> peers.add(new Peer(endpoint)));
    }

    @Override
    public void start() {
        peers.forEach(Peer::connect);
        tick();
    }

    private void tick() {
        if (!closed) {
            soon();
            context.onLoop(PAUSE_MILLIS, this::tick);
        }
    }

    @Override
    public void soon() {
        peers.forEach(Peer::ask);
    }

    private void said(Endpoint now, long itsEpoch) {
        if (itsEpoch >= epoch || (isHearsay && System.nanoTime() - heardNanos > HEARSAY_NANOS)) {
            isHearsay = false;
            follow(now, itsEpoch);
        }
    }

    private void follow(Endpoint now, long itsEpoch) {
        epoch = itsEpoch;
        if (!now.equals(master)) {
            master = now;
            changed();
        }
    }

    private void changed() {
        Endpoint known = master;
        if (known != null && !closed) {
            onRoles.accept(new Roles(known, replicas));
        }
    }

    private void heard(String channel, String message) {
        String[] words = message.split(" ", -1);
        if (channel.equals(SWITCHED) && words.length == 5 && words[0].equals(name)) {
            became(words[3], words[4]);
        } else if (channel.equals(PROMOTED) && words.length == 8 && words[5].equals(name)) {
            became(words[2], words[3]);
        }
    }

    private void became(String host, String port) {
        Endpoint now = endpoint(host, port);
        if (now != null && !now.equals(master)) {
            // The epoch is not told, but each failover raises it: those who have not heard of it are not believed.
            isHearsay = true;
            heardNanos = System.nanoTime();
            follow(now, epoch + 1);
        }
    }

    private void unreachable(String reason) {
        if (!toldSilence && peers.stream().allMatch(peer -> peer.failed)) {
            toldSilence = true;
            context.log()
                    .warn("No Sentinel answers (" + context.config().target() + ": " + reason + ") – "
                            + (master == null
                                    ? "answering from L1 and the database"
                                    : "staying with the master " + master));
        }
    }

    private void tellOnce(String trouble) {
        if (!toldTrouble.equals(trouble)) {
            toldTrouble = trouble;
            context.log().warn(trouble);
        }
    }

    @Override
    public void close() {
        closed = true;
        peers.forEach(Peer::close);
    }

    private record Answer(@Nullable Endpoint master, long epoch) {}

    /** One Sentinel: a connection to ask, and one to listen. */
    private final class Peer {
        private final Endpoint endpoint;
        private @Nullable Wire wire;
        private @Nullable Runnable subscription;
        private boolean failed;

        Peer(Endpoint endpoint) {
            this.endpoint = endpoint;
        }

        void connect() {
            if (closed) {
                return;
            }
            context.client()
                    .openSentinel(endpoint)
                    .whenComplete((opened, failure) -> context.onLoop(0, () -> {
                        if (opened == null) {
                            failed(failure);
                        } else {
                            connected(opened);
                        }
                    }));
        }

        private void failed(@Nullable Throwable failure) {
            failed = true;
            unreachable(
                    failure == null
                            ? "disconnected"
                            : RedisTrouble.of(failure).failure().reason());
            context.onLoop(RETRY_MILLIS, this::connect);
        }

        private void connected(Wire opened) {
            if (closed) {
                opened.close();
                return;
            }
            if (!opened.greeting().mode().isEmpty() && !opened.greeting().mode().equals("sentinel")) {
                opened.close();
                tellOnce("redis.sentinels: " + endpoint + " is no Sentinel but a "
                        + opened.greeting().mode() + " server; name the Sentinels (their port is 26379 by default)");
                failed(null);
                return;
            }
            failed = false;
            toldSilence = false;
            wire = opened;
            opened.onLost(() -> context.onLoop(RETRY_MILLIS, () -> lost(opened)));
            context.client()
                    .subscribeSentinel(
                            endpoint,
                            List.of(SWITCHED, PROMOTED),
                            (channel, message) -> context.onLoop(0, () -> heard(channel, message)),
                            () -> context.onLoop(0, opened::close))
                    .whenComplete(
                            (listening, failure) -> context.onLoop(0, () -> listening(opened, listening, failure)));
            ask();
        }

        private void listening(Wire with, @Nullable Runnable listening, @Nullable Throwable failure) {
            if (failure != null && RedisTrouble.isDenied(failure)) {
                context.log()
                        .warn(
                                "sentinel channels",
                                "Sentinel " + endpoint
                                        + " refuses its channels to this user (NOPERM), so failovers are noticed"
                                        + " up to a second later: grant +subscribe &" + SWITCHED + " &" + PROMOTED);
            } else if (listening == null) {
                with.close(); // And so both begin anew.
            } else if (wire == with && !closed) {
                subscription = listening;
            } else {
                end(listening);
            }
        }

        private void lost(Wire broken) {
            if (wire == broken) {
                wire = null;
                end(subscription);
                subscription = null;
                connect();
            }
        }

        void ask() {
            Wire known = wire;
            if (known == null) {
                return;
            }
            if (name == null) {
                call(known, "MASTERS").whenComplete((all, failure) -> context.onLoop(0, () -> masters(all, failure)));
                return;
            }
            // The address of the first is the old one until a failover is over, that of the second the new one.
            call(known, "MASTER", name)
                    .thenCombine(call(known, "GET-MASTER-ADDR-BY-NAME", name), this::answer)
                    .whenComplete((answer, failure) -> context.onLoop(0, () -> {
                        if (answer == null) {
                            trouble(failure);
                        } else if (answer.master() != null) {
                            said(answer.master(), answer.epoch());
                        }
                    }));
            if (wantsReplicas) {
                call(known, "REPLICAS", name).whenComplete((all, failure) -> context.onLoop(0, () -> replicas(all)));
            }
        }

        private void masters(@Nullable List<Object> all, @Nullable Throwable failure) {
            if (all == null) {
                trouble(failure);
                return;
            }
            List<String> names = all.stream()
                    .map(each -> fields((List<?>) each).getOrDefault("name", ""))
                    .sorted()
                    .toList();
            if (names.size() == 1) {
                name = names.get(0);
                ask();
            } else if (names.isEmpty()) {
                tellOnce("Sentinel " + endpoint + " watches no master yet – answering from L1 and the database");
            } else {
                tellOnce("Sentinel " + endpoint + " watches several masters: set redis.sentinel-master to one of "
                        + String.join(", ", names));
            }
        }

        private Answer answer(List<Object> fields, List<Object> address) {
            long itsEpoch = number(fields(fields).getOrDefault("config-epoch", "0"));
            return new Answer(
                    address.size() == 2 ? endpoint(Greeting.text(address.get(0)), Greeting.text(address.get(1))) : null,
                    itsEpoch);
        }

        private void trouble(@Nullable Throwable failure) {
            if (failure == null) {
                return;
            }
            if (String.valueOf(failure.getMessage()).contains("No such master")) {
                tellOnce("Sentinel " + endpoint + " watches no master named " + name
                        + ": set redis.sentinel-master to a name it knows (SENTINEL MASTERS lists them)");
            }
            Wire known = wire;
            if (known != null && !RedisTrouble.isReply(failure)) {
                known.close();
            }
        }

        private void replicas(@Nullable List<Object> all) {
            if (all == null) {
                return;
            }
            List<Endpoint> now = new ArrayList<>();
            for (Object each : all) {
                Map<String, String> fields = fields((List<?>) each);
                Endpoint address = address(fields);
                String flags = fields.getOrDefault("flags", "");
                if (address != null
                        && !flags.contains("down")
                        && !flags.contains("disconnected")
                        && "ok".equals(fields.get("master-link-status"))) {
                    now.add(address);
                }
            }
            if (!now.equals(replicas)) {
                replicas = now;
                changed();
            }
        }

        private CompletionStage<List<Object>> call(Wire to, String... words) {
            CommandArgs<String, byte[]> args = new CommandArgs<>(RedisClients.CODEC);
            for (String word : words) {
                args.add(word);
            }
            return to.commands().dispatch(CommandType.SENTINEL, new ArrayOutput<>(RedisClients.CODEC), args);
        }

        void close() {
            Wire known = wire;
            wire = null;
            if (known != null) {
                known.close();
            }
            end(subscription);
        }
    }

    private static void end(@Nullable Runnable subscription) {
        if (subscription != null) {
            subscription.run();
        }
    }

    private static @Nullable Endpoint address(Map<String, String> fields) {
        return endpoint(fields.getOrDefault("ip", ""), fields.getOrDefault("port", ""));
    }

    private static @Nullable Endpoint endpoint(String host, String port) {
        long number = number(port);
        return host.isEmpty() || number < 1 || number > 65_535 ? null : new Endpoint(host, (int) number);
    }

    private static long number(String text) {
        return text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
    }

    private static Map<String, String> fields(List<?> flat) {
        Map<String, String> fields = new HashMap<>();
        for (int i = 0; i + 1 < flat.size(); i += 2) {
            fields.put(Greeting.text(flat.get(i)), Greeting.text(flat.get(i + 1)));
        }
        return fields;
    }
}
