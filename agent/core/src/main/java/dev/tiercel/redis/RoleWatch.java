package dev.tiercel.redis;

import dev.tiercel.config.Endpoint;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks the servers themselves who is the master, where no Sentinels do. A replica's word counts for its master, so that of
 * several that call themselves master the one with replicas is followed. Servers that others name are asked too.
 */
final class RoleWatch implements Roles.Watch {
    private static final int MAX_SERVERS = 64;
    private static final long PAUSE_MILLIS = 500;

    private final Context context;
    private final Members members;
    private final Consumer<Roles> onRoles;
    private final Set<Endpoint> servers = new LinkedHashSet<>();
    private @Nullable Endpoint master;
    private boolean asking;
    private boolean closed;

    RoleWatch(Context context, Members members, Consumer<Roles> onRoles) {
        this.context = context;
        this.members = members;
        this.onRoles = onRoles;
        servers.addAll(context.config().target().nodes());
    }

    @Override
    public void start() {
        tick();
    }

    private void tick() {
        if (closed) {
            return;
        }
        soon();
        context.onLoop(PAUSE_MILLIS, this::tick);
    }

    @Override
    public void soon() {
        if (asking || closed) {
            return;
        }
        asking = true;
        Map<Endpoint, CompletableFuture<@Nullable List<Object>>> answers = new LinkedHashMap<>();
        for (Endpoint server : List.copyOf(servers)) {
            Node node = members.at(server);
            answers.put(
                    server,
                    node.<List<Object>>send(RedisAsyncCommands::role)
                            .<@Nullable List<Object>>thenApply(role -> role)
                            .exceptionally(away -> null)
                            .toCompletableFuture());
        }
        var unused = CompletableFuture.allOf(answers.values().toArray(new CompletableFuture<?>[0]))
                .whenComplete((all, never) -> context.onLoop(0, () -> answered(answers)));
    }

    private void answered(Map<Endpoint, CompletableFuture<@Nullable List<Object>>> answers) {
        asking = false;
        List<Endpoint> masters = new ArrayList<>();
        List<Endpoint> replicas = new ArrayList<>();
        Map<Endpoint, Integer> votes = new HashMap<>();
        answers.forEach((server, answer) -> {
            List<Object> role = answer.join();
            if (role == null || role.size() < 3) {
                return;
            }
            if (Greeting.text(role.get(0)).equals("slave")) {
                replicas.add(server);
                Endpoint itsMaster = new Endpoint(Greeting.text(role.get(1)), ((Number) role.get(2)).intValue());
                votes.merge(itsMaster, 1, Integer::sum);
                learn(itsMaster);
            } else if (role.get(2) instanceof List<?> itsReplicas) {
                masters.add(server);
                votes.merge(server, itsReplicas.size(), Integer::sum);
                itsReplicas.forEach(each -> learnReplica((List<?>) each));
            }
        });
        choose(masters, replicas, votes);
    }

    private void choose(List<Endpoint> masters, List<Endpoint> replicas, Map<Endpoint, Integer> votes) {
        Endpoint best = null;
        for (Endpoint each : masters) {
            int more = best == null ? 1 : votes.getOrDefault(each, 0) - votes.getOrDefault(best, 0);
            if (more > 0 || (more == 0 && each.equals(master))) {
                best = each;
            }
        }
        if (best != null) {
            master = best;
            onRoles.accept(new Roles(best, replicas));
        }
    }

    private void learnReplica(List<?> replica) {
        if (replica.size() >= 2 && replica.get(0) != null && replica.get(1) != null) {
            learn(new Endpoint(Greeting.text(replica.get(0)), Integer.parseInt(Greeting.text(replica.get(1)))));
        }
    }

    private void learn(Endpoint server) {
        if (servers.size() < MAX_SERVERS && !server.host().isEmpty()) {
            servers.add(server);
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
