package dev.tiercel.redis;

import dev.tiercel.config.Endpoint;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Who answers on a connection. What the user's rights do not let us ask is empty.
 *
 * @param runId of this run of the server
 * @param mode standalone, cluster or sentinel
 * @param role master, slave or sentinel
 * @param master of a replica: host and port of its master
 * @param clientId of the connection; -1: unknown
 * @param denied the first command that we may not use; null: none was refused
 */
record Greeting(
        String runId,
        String mode,
        String role,
        @Nullable Endpoint master,
        long clientId,
        @Nullable String denied) {

    static CompletionStage<Greeting> ask(RedisAsyncCommands<String, byte[]> redis) {
        CompletableFuture<Reply<String>> info = Reply.of(redis.info("server")).toCompletableFuture();
        CompletableFuture<Reply<List<Object>>> role = Reply.of(redis.role()).toCompletableFuture();
        CompletableFuture<Reply<Long>> id = Reply.of(redis.clientId()).toCompletableFuture();
        return CompletableFuture.allOf(info, role, id).thenApply(all -> of(info.join(), role.join(), id.join()));
    }

    /** Empty: it is not told. */
    static CompletionStage<String> runId(RedisAsyncCommands<String, byte[]> redis) {
        return Reply.of(redis.info("server"))
                .thenApply(info -> info.value() == null ? "" : field(info.value(), "run_id"));
    }

    private static Greeting of(Reply<String> info, Reply<List<Object>> role, Reply<Long> id) {
        String server = info.value() == null ? "" : info.value();
        List<Object> roles = role.value() == null ? List.of() : role.value();
        String name = roles.isEmpty() ? "" : text(roles.get(0));
        return new Greeting(
                field(server, "run_id"),
                field(server, "redis_mode"),
                name,
                name.equals("slave") && roles.size() > 2 ? master(roles) : null,
                id.value() == null ? -1 : id.value(),
                info.isDenied() ? "INFO" : role.isDenied() ? "ROLE" : id.isDenied() ? "CLIENT|ID" : null);
    }

    private static Endpoint master(List<Object> role) {
        return new Endpoint(text(role.get(1)), ((Number) role.get(2)).intValue());
    }

    boolean isReplica() {
        return role.equals("slave");
    }

    static String text(Object reply) {
        return reply instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : String.valueOf(reply);
    }

    private static String field(String info, String name) {
        return info.lines()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElse("");
    }

    /** A reply, or its refusal: a server that refuses a question may well serve the rest, but not one that is out of order. */
    private record Reply<T>(@Nullable T value, boolean isDenied) {
        static <T> CompletionStage<Reply<T>> of(CompletionStage<T> command) {
            CompletableFuture<Reply<T>> reply = new CompletableFuture<>();
            command.whenComplete((value, failure) -> {
                if (failure == null) {
                    reply.complete(new Reply<>(value, false));
                } else if (RedisTrouble.isReply(failure)
                        && !RedisTrouble.of(failure).failure().isOutage()) {
                    reply.complete(new Reply<>(null, RedisTrouble.isDenied(failure)));
                } else {
                    reply.completeExceptionally(failure);
                }
            });
            return reply;
        }
    }
}
