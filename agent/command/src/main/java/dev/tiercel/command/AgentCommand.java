package dev.tiercel.command;

import dev.tiercel.control.ControlMXBean;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** A command for the agent of a running JVM. */
abstract class AgentCommand extends AnyCommand {
    static final String JVM = "Process id of the JVM, or a part of its main class's name if just one JVM fits.";

    @Parameters(index = "0", paramLabel = "<pid>", description = JVM)
    String who = "";

    @Mixin
    AgentJar jar = new AgentJar();

    AgentCommand(Desk desk) {
        super(desk);
    }

    @Override
    public Integer call() {
        try (Jvm jvm = desk.jvms().open(who, jar.file)) {
            return ask(jvm, Agents.of(jvm));
        }
    }

    /** @return the exit code */
    abstract int ask(Jvm jvm, ControlMXBean control);
}
