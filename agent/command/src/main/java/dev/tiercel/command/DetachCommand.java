package dev.tiercel.command;

import dev.tiercel.control.ControlMXBean;
import java.util.Map;
import picocli.CommandLine.Command;

@Command(description = "Takes the agent out: methods run bare at once, classes are as they were.")
final class DetachCommand extends AgentCommand {
    DetachCommand(Desk desk) {
        super(desk);
    }

    @Override
    int ask(Jvm jvm, ControlMXBean control) {
        String done = control.detach();
        show(done, Map.of("pid", jvm.pid(), "done", done));
        return ExitCodes.DONE;
    }
}
