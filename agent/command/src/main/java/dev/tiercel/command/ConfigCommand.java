package dev.tiercel.command;

import dev.tiercel.config.ConfigResult;
import dev.tiercel.config.Setting;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        description = {
            "Each setting in force, and where it comes from.",
            "Without a pid: as an agent would have it that is started from this shell. Its errors are exit code 1."
        })
final class ConfigCommand extends AnyCommand {
    private static final Rows FORM = Rows.ofTexts("key", "value", "origin");

    @Parameters(index = "0", arity = "0..1", paramLabel = "<pid>", defaultValue = "", description = AgentCommand.JVM)
    String who = "";

    @Mixin
    ShellConfig shell = new ShellConfig();

    @Mixin
    AgentJar jar = new AgentJar();

    ConfigCommand(Desk desk) {
        super(desk);
    }

    @Override
    public Integer call() {
        return who.isEmpty() ? ofShell() : ofJvm();
    }

    private int ofJvm() {
        shell.mustNotBeGiven(who);
        try (Jvm jvm = desk.jvms().open(who, jar.file)) {
            show(Agents.of(jvm).config(), List.of(), List.of());
        }
        return ExitCodes.DONE;
    }

    private int ofShell() {
        ConfigResult read = shell.read(desk);
        show(read.settings().stream().map(ConfigCommand::row).toList(), read.errors(), read.warnings());
        return read.errors().isEmpty() ? ExitCodes.DONE : ExitCodes.REFUSED;
    }

    private static Map<String, String> row(Setting setting) {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("key", setting.key());
        row.put("value", setting.value());
        row.put("origin", setting.origin());
        return row;
    }

    private void show(List<Map<String, String>> settings, List<String> errors, List<String> warnings) {
        if (json) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("settings", FORM.json(settings));
            document.put("errors", errors);
            document.put("warnings", warnings);
            showJson(document);
        } else {
            show(FORM, settings, "Nothing is set.");
        }
        warnings.forEach(line -> desk.complain("warning: " + line));
        errors.forEach(desk::complain);
    }
}
