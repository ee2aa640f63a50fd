package dev.tiercel.command;

import dev.tiercel.control.ControlMXBean;
import java.io.File;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A shell on a machine with one JVM, 42, and no time that passes but the pauses. */
final class Shell implements Jvms, Jvm, Pulse {
    final FakeControl control = new FakeControl();
    final Map<String, String> environment = new HashMap<>();
    final List<String> loaded = new ArrayList<>();
    final List<FoundJvm> jvms = new ArrayList<>();
    String agent = "0.1.0";
    String refusal;
    File jar;
    boolean closed;
    boolean terminal;
    private long nanos;
    private StringWriter out = new StringWriter();
    private StringWriter err = new StringWriter();

    /** Runs a command; returns its exit code. */
    int run(String... arguments) {
        out = new StringWriter();
        err = new StringWriter();
        Desk desk =
                new Desk(() -> this, this, environment, Map.of(), new PrintWriter(out), new PrintWriter(err), terminal);
        int exit = CommandTree.of(desk, "0.1.0").execute(arguments);
        desk.out().flush();
        desk.err().flush();
        return exit;
    }

    String out() {
        return out.toString();
    }

    String err() {
        return err.toString();
    }

    @Override
    public List<FoundJvm> all() {
        return jvms;
    }

    @Override
    public Jvm open(String who, File jar) {
        this.jar = jar;
        if (!who.equals("42")) {
            throw Refusal.nobodyThere("no process " + who + " here; see the JVMs: list");
        }
        return this;
    }

    @Override
    public long pid() {
        return 42;
    }

    @Override
    public String agent() {
        return agent;
    }

    @Override
    public void load(String argument) {
        loaded.add(argument);
        agent = argument.equals(":detach") || refusal != null ? null : "0.1.0";
    }

    @Override
    public String refusal() {
        return refusal;
    }

    @Override
    public ControlMXBean control() {
        return control;
    }

    @Override
    public void close() {
        closed = true;
    }

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public void pause(Duration time) {
        nanos += time.toNanos();
    }
}
