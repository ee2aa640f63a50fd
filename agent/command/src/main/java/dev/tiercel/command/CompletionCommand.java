package dev.tiercel.command;

import java.util.Map;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;

@Command(
        description = {
            "The script that completes commands in bash and zsh.",
            "In your shell's start-up file: alias tiercel='java -jar /opt/tiercel-agent.jar'; source <(tiercel completion)"
        })
final class CompletionCommand extends AnyCommand {
    private final CommandLine root;

    CompletionCommand(Desk desk, CommandLine root) {
        super(desk);
        this.root = root;
    }

    @Override
    public Integer call() {
        String script = AutoComplete.bash(root.getCommandName(), root);
        if (json) {
            showJson(Map.of("script", script));
        } else {
            desk.out().print(script);
        }
        return ExitCodes.DONE;
    }
}
