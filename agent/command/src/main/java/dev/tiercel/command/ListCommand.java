package dev.tiercel.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

@Command(description = "The JVMs of this user: Java, main class, and the agent.")
final class ListCommand extends AnyCommand {
    private static final Rows FORM =
            Rows.of("pid", "java", "agent", "state", "main").withTexts("java", "agent", "state", "main");

    ListCommand(Desk desk) {
        super(desk);
    }

    @Override
    public Integer call() {
        List<Map<String, String>> rows = new ArrayList<>();
        for (FoundJvm jvm : desk.jvms().all()) {
            Map<String, String> row = new LinkedHashMap<>();
            row.put("pid", Long.toString(jvm.pid()));
            row.put("main", jvm.main());
            row.put("java", jvm.java() == null ? "does not answer" : jvm.java());
            if (jvm.agent() != null) {
                row.put("agent", jvm.agent());
                row.put("state", jvm.state() == null ? "not used yet" : jvm.state());
            }
            rows.add(row);
        }
        show(FORM, rows, "No JVM of this user can be seen.");
        return ExitCodes.DONE;
    }
}
