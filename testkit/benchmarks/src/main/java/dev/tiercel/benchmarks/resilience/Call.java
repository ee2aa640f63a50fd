package dev.tiercel.benchmarks.resilience;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * One call of the load.
 *
 * @param planned when it should have begun, in microseconds of the system's clock
 * @param latency from then to its end, in microseconds
 * @param took from its real beginning to its end, in microseconds
 */
record Call(long planned, int latency, int took, short id, Result result) {

    enum Result {
        L1,
        L2,
        STALE,
        LOADER,
        /** An exception came out of the cached method. */
        ERROR,
        /** Another item than the one asked for. */
        WRONG
    }

    long end() {
        return planned + latency;
    }

    long start() {
        return end() - took;
    }

    void write(DataOutputStream out) throws IOException {
        out.writeLong(planned);
        out.writeInt(latency);
        out.writeInt(took);
        out.writeShort(id);
        out.writeUTF(result.name());
    }

    static Call read(DataInputStream in) throws IOException {
        return new Call(in.readLong(), in.readInt(), in.readInt(), in.readShort(), Result.valueOf(in.readUTF()));
    }

    /** The system's clock in microseconds: the same for all processes. */
    static long now() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }
}
