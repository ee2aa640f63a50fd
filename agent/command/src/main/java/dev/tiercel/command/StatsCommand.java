package dev.tiercel.command;

import dev.tiercel.control.ControlMXBean;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        description = {
            "What each cache has done, by tiers: since the start, or with --watch from one look to the next.",
            "p50 and p99 are of the time since the start."
        })
final class StatsCommand extends AgentCommand {
    private static final Rows FORM = Rows.of(
                    "cache",
                    "entries",
                    "hit-rate",
                    "l1-hits",
                    "l2-hits",
                    "stale-hits",
                    "loads",
                    "load-failures",
                    "joined-loads",
                    "puts",
                    "invalidations",
                    "heard-invalidations",
                    "evictions",
                    "lost-leases",
                    "l2-p50",
                    "l2-p99",
                    "load-p50",
                    "load-p99")
            .withTexts("cache");

    /** Goes to the corner of the terminal, and wipes it. */
    private static final String WIPE = "\033[H\033[2J";

    @Option(
            names = {"-w", "--watch"},
            description = "Look again and again; with --json a line for each look.")
    boolean watch;

    @Option(
            names = "--interval",
            paramLabel = "<time>",
            defaultValue = "1s",
            converter = TimeConverter.class,
            description = "Between two looks: 500ms, 1s, 1m; 1s if not said.")
    Duration interval = Duration.ofSeconds(1);

    @Option(names = "--count", paramLabel = "<n>", description = "End after so many looks.")
    @Nullable
    Integer count;

    StatsCommand(Desk desk) {
        super(desk);
    }

    @Override
    int ask(Jvm jvm, ControlMXBean control) {
        if (!watch) {
            List<Map<String, String>> rows = control.stats();
            if (json || rows.isEmpty()) {
                show(FORM, rows, "No cache was used yet.");
            } else {
                new StatsTable(new Look(0, rows), null).lines().forEach(desk::say);
            }
            return ExitCodes.DONE;
        }
        try {
            watch(jvm, control);
        } catch (RuntimeException ended) {
            if (!Complaints.isEnd(ended)) {
                throw ended;
            }
            desk.complain("the JVM " + jvm.pid() + " has ended");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        return ExitCodes.DONE;
    }

    private void watch(Jvm jvm, ControlMXBean control) throws InterruptedException {
        Look before = null;
        for (int i = 0; count == null || i < count; i++) {
            if (i > 0) {
                desk.pulse().pause(interval);
            }
            Look now = new Look(desk.pulse().nanos(), control.stats());
            shown(jvm, now, before);
            before = now;
        }
    }

    private void shown(Jvm jvm, Look now, @Nullable Look before) {
        if (json) {
            desk.out().println(JsonText.lineOf(FORM.json(now.rows())));
        } else {
            String since = before == null ? "since the start" : "since the last look";
            desk.out().print(desk.isTerminal() ? WIPE : "");
            desk.say(LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS) + "  JVM " + jvm.pid() + ", "
                    + since);
            new StatsTable(now, before).lines().forEach(desk::say);
            desk.say("");
        }
        desk.out().flush();
    }
}
