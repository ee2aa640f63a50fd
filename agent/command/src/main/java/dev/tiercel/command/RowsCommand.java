package dev.tiercel.command;

import dev.tiercel.control.ControlMXBean;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine.Command;

/** Shows rows of an agent, as they are. */
@Command
final class RowsCommand extends AgentCommand {
    private final Function<ControlMXBean, List<Map<String, String>>> question;
    private final Rows form;
    private final String none;

    /** @param none what is said where there are no rows */
    RowsCommand(Desk desk, Function<ControlMXBean, List<Map<String, String>>> question, Rows form, String none) {
        super(desk);
        this.question = question;
        this.form = form;
        this.none = none;
    }

    @Override
    int ask(Jvm jvm, ControlMXBean control) {
        show(form, question.apply(control), none);
        return ExitCodes.DONE;
    }
}
