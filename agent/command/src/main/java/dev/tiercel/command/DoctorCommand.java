package dev.tiercel.command;

import dev.tiercel.config.ConfigResult;
import dev.tiercel.control.Finding;
import dev.tiercel.redis.Checkup;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        description = {
            "Looks for what is wrong, and says what to do: the configuration, Redis, and with a pid the JVM.",
            "Without a pid: for an agent that would be started from this shell. An ERROR is exit code 1."
        })
final class DoctorCommand extends AnyCommand {
    private static final Rows FORM = Rows.ofTexts("level", "subject", "finding", "advice");

    @Parameters(index = "0", arity = "0..1", paramLabel = "<pid>", defaultValue = "", description = AgentCommand.JVM)
    String who = "";

    @Mixin
    ShellConfig shell = new ShellConfig();

    @Mixin
    AgentJar jar = new AgentJar();

    DoctorCommand(Desk desk) {
        super(desk);
    }

    @Override
    public Integer call() {
        List<Map<String, String>> found = who.isEmpty() ? ofShell() : ofJvm();
        show(FORM, json ? found : withAdviceBelow(found), "Nothing was looked at.");
        boolean bad = found.stream().anyMatch(row -> Finding.Level.ERROR.name().equals(row.get("level")));
        return bad ? ExitCodes.REFUSED : ExitCodes.DONE;
    }

    /** Beside the finding it would make lines longer than any terminal. */
    private static List<Map<String, String>> withAdviceBelow(List<Map<String, String>> found) {
        List<Map<String, String>> rows = new ArrayList<>();
        for (Map<String, String> each : found) {
            Map<String, String> row = new LinkedHashMap<>(each);
            String advice = row.remove("advice");
            rows.add(row);
            if (advice != null) {
                rows.add(Map.of("finding", "-> " + advice));
            }
        }
        return rows;
    }

    private List<Map<String, String>> ofJvm() {
        shell.mustNotBeGiven(who);
        try (Jvm jvm = desk.jvms().open(who, jar.file)) {
            return Agents.of(jvm).doctor();
        }
    }

    private List<Map<String, String>> ofShell() {
        ConfigResult read = shell.read(desk);
        List<Finding> found = new ArrayList<>();
        read.errors().forEach(line -> found.add(Finding.error("configuration", line, "")));
        read.warnings().forEach(line -> found.add(Finding.warn("configuration", line, "")));
        if (read.errors().isEmpty()) {
            found.add(Finding.ok("configuration", "all settings are understood"));
            found.addAll(Checkup.run(read.config().redis(), read.config().prefix() + ":"));
        }
        return found.stream().map(Finding::row).toList();
    }
}
