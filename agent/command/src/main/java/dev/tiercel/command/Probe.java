package dev.tiercel.command;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import com.sun.tools.attach.VirtualMachineDescriptor;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A short look at many JVMs, side by side: one that hangs does not hold up the others. */
final class Probe {
    private static final long PATIENCE_MILLIS = 5_000;

    private Probe() {}

    static List<FoundJvm> all(List<VirtualMachineDescriptor> jvms, File jar) {
        ExecutorService threads = Executors.newFixedThreadPool(Math.max(1, Math.min(8, jvms.size())), work -> {
            Thread thread = new Thread(work, "tiercel-probe");
            thread.setDaemon(true);
            return thread;
        });
        List<Future<FoundJvm>> looks = jvms.stream()
                .map(jvm -> threads.submit((Callable<FoundJvm>) () -> look(jvm, jar)))
                .toList();
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
        List<FoundJvm> found = new ArrayList<>();
        for (int i = 0; i < jvms.size(); i++) {
            found.add(await(looks.get(i), jvms.get(i), end - System.nanoTime()));
        }
        threads.shutdownNow();
        return found;
    }

    private static FoundJvm await(Future<FoundJvm> look, VirtualMachineDescriptor jvm, long nanos) {
        try {
            return look.get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException silent) {
            return silent(jvm);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return silent(jvm);
        }
    }

    private static FoundJvm silent(VirtualMachineDescriptor jvm) {
        return new FoundJvm(Long.parseLong(jvm.id()), LocalJvms.mainOf(jvm), null, null, null);
    }

    private static FoundJvm look(VirtualMachineDescriptor found, File jar)
            throws AttachNotSupportedException, IOException {
        long pid = Long.parseLong(found.id());
        try (LocalJvm jvm = new LocalJvm(VirtualMachine.attach(found), pid, jar)) {
            return new FoundJvm(pid, LocalJvms.mainOf(found), jvm.java(), jvm.agent(), jvm.state());
        }
    }
}
