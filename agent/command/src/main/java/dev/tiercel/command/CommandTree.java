package dev.tiercel.command;

import dev.tiercel.control.ControlMXBean;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** All commands, and how each ends. */
final class CommandTree {
    private static final String NAME = "tiercel";

    private static final Rows METHODS =
            Rows.ofTexts("method", "cache", "kind", "state", "values", "ttl", "reason", "class", "signature");
    private static final Rows REDIS = Rows.ofTexts("node", "health", "since", "cause");
    private static final Rows CACHES = Rows.of(
                    "cache", "enabled", "entries", "ttl", "max-entries", "values", "codec", "compress-above")
            .withTexts("cache", "ttl");

    @Command(
            name = NAME,
            synopsisSubcommandLabel = "<command>",
            description = "Asks the Tiercel agents of running JVMs, and tells them what to do.",
            exitCodeListHeading = "%nExit codes:%n",
            commandListHeading = "%nCommands:%n",
            footer = {"", "Help for one command: help <command>. All of it: docs/command-line.md"})
    private static final class Root {}

    private CommandTree() {}

    static CommandLine of(Desk desk, String version) {
        CommandLine root = new CommandLine(new Root());
        root.getCommandSpec().version("tiercel " + version).mixinStandardHelpOptions(true);
        root.addSubcommand(new HelpCommand());
        jvms(root, desk);
        rows(root, desk);
        changes(root, desk);
        root.addSubcommand("completion", new CompletionCommand(desk, root));
        return set(root, desk);
    }

    private static void jvms(CommandLine root, Desk desk) {
        root.addSubcommand("list", new ListCommand(desk));
        root.addSubcommand("attach", new AttachCommand(desk));
        root.addSubcommand("detach", new DetachCommand(desk));
        root.addSubcommand("reload", new ReloadCommand(desk));
    }

    private static void rows(CommandLine root, Desk desk) {
        root.addSubcommand("stats", new StatsCommand(desk));
        rows(root, desk, "caches", ControlMXBean::caches, CACHES, "No cache was used yet.")
                .description("The caches, and their settings in force.");
        rows(root, desk, "methods", ControlMXBean::methods, METHODS, "No method was woven or left alone yet.")
                .description("The methods that are cached, and those that are left alone.");
        rows(root, desk, "redis", ControlMXBean::redis, REDIS, "There is no Redis: redis.enabled is false.")
                .description("The Redis servers, and whether invalidations of others are heard.");
        rows(root, desk, "report", ControlMXBean::report, AttachCommand.REPORT, "Nothing was woven yet.")
                .description("What was woven, and what it took.");
        root.addSubcommand("explain", new ExplainCommand(desk));
        root.addSubcommand("doctor", new DoctorCommand(desk));
        root.addSubcommand("config", new ConfigCommand(desk));
    }

    private static CommandLine.Model.UsageMessageSpec rows(
            CommandLine root,
            Desk desk,
            String name,
            Function<ControlMXBean, List<Map<String, String>>> question,
            Rows form,
            String none) {
        CommandLine command = new CommandLine(new RowsCommand(desk, question, form, none));
        root.addSubcommand(name, command);
        return command.getCommandSpec().usageMessage();
    }

    private static void changes(CommandLine root, Desk desk) {
        root.addSubcommand("get", new GetCommand(desk));
        root.addSubcommand("invalidate", new InvalidateCommand(desk));
        root.addSubcommand("invalidate-tag", new InvalidateTagCommand(desk));
        root.addSubcommand("invalidate-pattern", new InvalidatePatternCommand(desk));
        root.addSubcommand("clear", new ClearCommand(desk));
    }

    private static CommandLine set(CommandLine root, Desk desk) {
        root.setOut(desk.out()).setErr(desk.err());
        root.getCommandSpec().usageMessage().exitCodeList(exitCodes());
        root.setParameterExceptionHandler((wrong, arguments) -> misused(wrong, desk));
        root.setExecutionExceptionHandler((thrown, command, parsed) -> ended(thrown, desk));
        root.setExecutionStrategy(parsed -> executed(parsed, desk));
        return root;
    }

    private static Map<String, String> exitCodes() {
        Map<String, String> texts = new LinkedHashMap<>();
        for (String each : ExitCodes.TEXTS) {
            texts.put(each.substring(0, each.indexOf(':')), each.substring(each.indexOf(':') + 1));
        }
        return texts;
    }

    private static int executed(CommandLine.ParseResult parsed, Desk desk) {
        try {
            return new CommandLine.RunLast().execute(parsed);
        } catch (LinkageError missing) {
            return ended(missing, desk);
        }
    }

    private static int ended(Throwable thrown, Desk desk) {
        Refusal why = Complaints.of(thrown);
        desk.complain(String.valueOf(why.getMessage()));
        return why.exitCode();
    }

    private static boolean isNothingSaid(ParameterException wrong) {
        return !(wrong instanceof UnmatchedArgumentException)
                && wrong.getCommandLine().getParseResult().originalArgs().isEmpty();
    }

    private static int misused(ParameterException wrong, Desk desk) {
        CommandLine command = wrong.getCommandLine();
        if (command.getParent() == null && isNothingSaid(wrong)) {
            command.usage(desk.err());
            return ExitCodes.USAGE;
        }
        desk.complain(String.valueOf(wrong.getMessage()));
        if (!UnmatchedArgumentException.printSuggestions(wrong, desk.err())) {
            String whole = command.getParent() == null ? "help" : "help " + command.getCommandName();
            desk.err().println("All that there is: " + whole);
        }
        return ExitCodes.USAGE;
    }
}
