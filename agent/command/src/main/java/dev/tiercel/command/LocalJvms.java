package dev.tiercel.command;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import com.sun.tools.attach.VirtualMachineDescriptor;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The JVMs of this machine, by the JDK's attach mechanism. */
final class LocalJvms implements Jvms {
    private final File jar;

    /** @param jar of the agent, as the JVMs see it */
    LocalJvms(File jar) {
        this.jar = jar;
    }

    @Override
    public List<FoundJvm> all() {
        return Probe.all(seen(), jar);
    }

    @Override
    public Jvm open(String who, @Nullable File seen) {
        long pid = who.matches("\\d{1,18}") ? Long.parseLong(who) : pidOf(who);
        Processes.check(pid, seen().stream().anyMatch(each -> isOf(pid, each)));
        try {
            return new LocalJvm(
                    VirtualMachine.attach(Long.toString(pid)), pid, seen == null ? jar.getAbsoluteFile() : seen);
        } catch (AttachNotSupportedException refused) {
            throw Refusal.notPossible(Processes.closed(pid, refused.getMessage()));
        } catch (IOException unreachable) {
            throw Refusal.notPossible(Processes.unreachable(pid, unreachable.getMessage()));
        }
    }

    private static long pidOf(String part) {
        String wanted = part.toLowerCase(Locale.ROOT);
        List<VirtualMachineDescriptor> fitting = seen().stream()
                .filter(each -> mainOf(each).toLowerCase(Locale.ROOT).contains(wanted))
                .toList();
        if (fitting.size() == 1) {
            return Long.parseLong(fitting.get(0).id());
        }
        if (fitting.isEmpty()) {
            throw Refusal.nobodyThere("no JVM of this user has a main class like " + part + "; see them all: list");
        }
        String them =
                fitting.stream().map(each -> each.id() + " " + mainOf(each)).collect(Collectors.joining(", "));
        throw Refusal.nobodyThere(fitting.size() + " JVMs fit " + part + ": " + them + "; give a process id");
    }

    /** Without this one. */
    private static List<VirtualMachineDescriptor> seen() {
        long own = ProcessHandle.current().pid();
        List<VirtualMachineDescriptor> seen = new ArrayList<>(VirtualMachine.list());
        seen.removeIf(each -> isOf(own, each));
        seen.sort(Comparator.comparing(each -> Long.parseLong(each.id())));
        return seen;
    }

    private static boolean isOf(long pid, VirtualMachineDescriptor jvm) {
        return jvm.id().equals(Long.toString(pid));
    }

    /** Not its arguments, among which may be secrets. */
    static String mainOf(VirtualMachineDescriptor jvm) {
        String shown = jvm.displayName().trim();
        int end = shown.indexOf(' ');
        return end < 0 ? shown : shown.substring(0, end);
    }
}
