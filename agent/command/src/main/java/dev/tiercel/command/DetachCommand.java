package dev.tiercel.command;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Asks by the way that leaves nothing in the JVM: its management is not started. */
@Command(description = "Takes the agent out: methods run bare at once, classes are as they were.")
final class DetachCommand extends AnyCommand {
    @Parameters(index = "0", paramLabel = "<pid>", description = AgentCommand.JVM)
    String who = "";

    @Mixin
    AgentJar jar = new AgentJar();

    DetachCommand(Desk desk) {
        super(desk);
    }

    @Override
    public Integer call() {
        try (Jvm jvm = desk.jvms().open(who, jar.file)) {
            Agents.mustBeThere(jvm);
            jvm.load(":detach");
            if (jvm.agent() != null) {
                throw Refusal.notPossible(
                        "the agent is still in the JVM " + jvm.pid() + "; that JVM's standard error says why");
            }
            show("The agent has left the JVM " + jvm.pid(), Map.of("pid", jvm.pid(), "done", "detached"));
            return ExitCodes.DONE;
        }
    }
}
