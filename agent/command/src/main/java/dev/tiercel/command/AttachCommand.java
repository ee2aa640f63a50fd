package dev.tiercel.command;

import dev.tiercel.control.ControlMXBean;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        description = {
            "Brings the agent into a running JVM. Where it is already, settings are reloaded.",
            "From Java 21 on that JVM says so on its standard error, unless it was started with -XX:+EnableDynamicAgentLoading."
        })
final class AttachCommand extends AnyCommand {
    static final Rows REPORT = Rows.of("what", "value").withTexts("what");

    @Parameters(index = "0", paramLabel = "<pid>", description = AgentCommand.JVM)
    String who = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "<settings>",
            defaultValue = "",
            description = "key=value,key=value or the path of a tiercel.yaml, as behind -javaagent:tiercel-agent.jar=")
    String settings = "";

    @Mixin
    AgentJar jar = new AgentJar();

    AttachCommand(Desk desk) {
        super(desk);
    }

    @Override
    public Integer call() {
        String argument = Agents.argument(settings);
        try (Jvm jvm = desk.jvms().open(who, jar.file)) {
            if (jvm.agent() != null) {
                return again(jvm, argument);
            }
            jvm.load(argument);
            if (jvm.agent() == null) {
                String why = jvm.refusal();
                throw Refusal.notPossible("the agent did not start in the JVM " + jvm.pid()
                        + (why == null ? "; that JVM's standard error says why" : ": " + why));
            }
            return arrived(jvm);
        }
    }

    /** Its network may be another one, where the agent can come in and not be asked. */
    private int arrived(Jvm jvm) {
        ControlMXBean control;
        try {
            control = jvm.control();
        } catch (Refusal silent) {
            throw Refusal.notPossible("the agent " + jvm.agent() + " is in the JVM " + jvm.pid()
                    + " now, but cannot be asked how it is there: " + silent.getMessage());
        }
        return shown(jvm, control);
    }

    /** Other settings are put in force; none change nothing. */
    private int again(Jvm jvm, String argument) {
        if (!argument.isEmpty()) {
            show(ReloadCommand.FORM, jvm.control().reload(argument), ReloadCommand.NOTHING);
        } else {
            String line = "The agent " + jvm.agent() + " is in the JVM " + jvm.pid() + " already; nothing has changed";
            show(line, Map.of("pid", jvm.pid(), "agent", String.valueOf(jvm.agent()), "done", "nothing"));
        }
        return ExitCodes.DONE;
    }

    private int shown(Jvm jvm, ControlMXBean control) {
        String state = control.getState();
        List<Map<String, String>> report = control.report();
        if (json) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("pid", jvm.pid());
            document.put("agent", control.getVersion());
            document.put("state", state);
            document.put("report", REPORT.json(report));
            showJson(document);
        } else {
            desk.say("The agent " + control.getVersion() + " is in the JVM " + jvm.pid() + ": " + state);
            REPORT.table(report).stream().skip(1).forEach(desk::say);
        }
        if (state.equals("UNCONFIGURED")) {
            throw Refusal.notPossible(
                    "the configuration is wrong, and nothing is cached; that JVM's standard error says"
                            + " what is, and so does: config " + jvm.pid());
        }
        return ExitCodes.DONE;
    }
}
