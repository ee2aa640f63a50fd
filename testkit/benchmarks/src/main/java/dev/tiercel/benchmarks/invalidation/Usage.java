package dev.tiercel.benchmarks.invalidation;

import dev.tiercel.testkit.RedisServer;

/**
 * What a server has used since its start, by its own account.
 *
 * @param cpuMillis processor time
 * @param bytesIn from clients
 * @param bytesOut to clients
 * @param memory in use now, buffers of clients included, in bytes
 */
record Usage(double cpuMillis, long bytesIn, long bytesOut, long memory) {
    static Usage of(RedisServer redis) {
        String info = String.valueOf(redis.command("INFO"));
        return new Usage(
                1_000 * (number(info, "used_cpu_user:") + number(info, "used_cpu_sys:")),
                (long) number(info, "total_net_input_bytes:"),
                (long) number(info, "total_net_output_bytes:"),
                (long) number(info, "used_memory:"));
    }

    private static double number(String info, String name) {
        return info.lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(
                        line -> Double.parseDouble(line.substring(name.length()).strip()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("INFO does not tell " + name));
    }

    /** What was used from then on; the memory is that of now. */
    Usage since(Usage before) {
        return new Usage(cpuMillis - before.cpuMillis, bytesIn - before.bytesIn, bytesOut - before.bytesOut, memory);
    }
}
