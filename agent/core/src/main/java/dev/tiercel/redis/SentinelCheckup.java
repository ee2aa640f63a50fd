package dev.tiercel.redis;

import dev.tiercel.config.Endpoint;
import dev.tiercel.control.Finding;
import dev.tiercel.l2.L2Failure;
import io.lettuce.core.output.ArrayOutput;
import io.lettuce.core.output.CommandOutput;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A look at the Sentinels, and at what they say. */
final class SentinelCheckup {
    private final CheckupSession session;
    private final List<Endpoint> sentinels;

    SentinelCheckup(CheckupSession session, List<Endpoint> sentinels) {
        this.session = session;
        this.sentinels = sentinels;
    }

    /** The master and its replicas, as the first Sentinel says that answers. */
    List<Endpoint> servers() {
        for (Endpoint sentinel : sentinels) {
            try {
                return servers(sentinel, session.await(session.sentinel(sentinel)));
            } catch (L2Failure away) {
                // The next one: of this one it has been told.
            }
        }
        return List.of();
    }

    private List<Endpoint> servers(Endpoint sentinel, Wire wire) {
        String subject = "Sentinel " + sentinel;
        Map<String, String> master = master(subject, wire);
        if (master == null) {
            return List.of();
        }
        String name = master.getOrDefault("name", "");
        quorum(subject, wire, name, master);
        List<Endpoint> servers = new ArrayList<>();
        add(servers, master);
        List<Object> replicas = session.ask(call(wire, list(), "REPLICAS", name));
        if (replicas != null) {
            replicas.forEach(each -> add(servers, fields((List<?>) each)));
        }
        if (servers.size() == 1) {
            session.add(Finding.warn(subject, name + " has no replica: nobody can take over", "give it one"));
        }
        return servers;
    }

    private @Nullable Map<String, String> master(String subject, Wire wire) {
        List<Object> answer = session.ask(call(wire, list(), "MASTERS"));
        if (answer == null) {
            session.add(Finding.error(subject, "no right to +sentinel|masters", CheckupAdvice.of("NOPERM")));
            return null;
        }
        String wanted = session.config().target().sentinelMaster();
        List<Map<String, String>> masters =
                answer.stream().map(each -> fields((List<?>) each)).toList();
        List<String> names =
                masters.stream().map(each -> each.getOrDefault("name", "")).toList();
        int which = wanted == null ? (names.size() == 1 ? 0 : -1) : names.indexOf(wanted);
        if (which < 0) {
            session.add(Finding.error(
                    subject,
                    "it watches " + (names.isEmpty() ? "no master" : String.join(", ", names))
                            + (wanted == null ? "" : ", but not " + wanted),
                    "set redis.sentinel-master to a name it knows"));
            return null;
        }
        return masters.get(which);
    }

    private void quorum(String subject, Wire wire, String name, Map<String, String> master) {
        int all = number(master.getOrDefault("num-other-sentinels", "0")) + 1;
        String state =
                name + " is watched by " + all + " Sentinels, the quorum is " + master.getOrDefault("quorum", "?");
        try {
            session.await(call(wire, new StatusOutput<>(RedisClients.CODEC), "CKQUORUM", name));
        } catch (L2Failure refused) {
            if (refused.reason().contains("NOQUORUM")) {
                session.add(Finding.error(
                        subject, state + ", and too few of them answer: no failover", "bring the others back"));
                return;
            }
        }
        if (all < 3) {
            session.add(Finding.warn(
                    subject, state, "have three or more, on different machines: one may go with the master"));
        } else {
            session.add(Finding.ok(subject, state));
        }
    }

    private static ArrayOutput<String, byte[]> list() {
        return new ArrayOutput<>(RedisClients.CODEC);
    }

    private static <T> CompletionStage<T> call(Wire to, CommandOutput<String, byte[], T> output, String... words) {
        CommandArgs<String, byte[]> args = new CommandArgs<>(RedisClients.CODEC);
        for (String word : words) {
            args.add(word);
        }
        return to.commands().dispatch(CommandType.SENTINEL, output, args);
    }

    private static void add(List<Endpoint> servers, Map<String, String> fields) {
        int port = number(fields.getOrDefault("port", ""));
        if (port > 0 && fields.containsKey("ip")) {
            servers.add(new Endpoint(fields.getOrDefault("ip", ""), port));
        }
    }

    private static Map<String, String> fields(List<?> flat) {
        Map<String, String> fields = new HashMap<>();
        for (int i = 0; i + 1 < flat.size(); i += 2) {
            fields.put(Greeting.text(flat.get(i)), Greeting.text(flat.get(i + 1)));
        }
        return fields;
    }

    private static int number(String text) {
        return text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
    }
}
