package dev.tiercel.benchmarks.coherence;

import dev.tiercel.benchmarks.Table;
import dev.tiercel.testkit.coherence.CoherenceReport;
import dev.tiercel.testkit.coherence.Histogram;
import dev.tiercel.testkit.coherence.StalenessChart;
import dev.tiercel.testkit.coherence.Violation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The command line of {@code ./coherence}. Prints a table and draws a picture; ends with 1 when anything was wrong.
 */
public final class CoherenceProof {
    private static final String STORM = "storm";
    private static final String DYING = "dying-writer";

    private final Plan plan;
    private final Table cells = new Table(
            "topology, fault",
            "runs",
            "reads",
            "writes",
            "failed calls",
            "violations",
            "stale reads in sync",
            "p50",
            "p99",
            "max",
            "under fault",
            "p50",
            "p99",
            "max",
            "back in sync",
            "stale 10 s later");
    private final Table storms =
            new Table("2,000 invalidations", "cuts", "stale at their end", "fresh after", "stale 10 s later");
    private final Table deaths = new Table("writer dies before it tells", "deaths", "longest", "ttl");
    private final List<Consumer<StalenessChart>> panels = new ArrayList<>();
    private final List<String> wrong = new ArrayList<>();

    private CoherenceProof(Plan plan) {
        this.plan = plan;
    }

    public static void main(String[] args) throws Exception {
        Plan plan;
        try {
            plan = Plan.parse(args);
        } catch (IllegalArgumentException e) {
            System.err.println("coherence: " + e.getMessage());
            System.exit(2);
            return;
        }
        System.exit(run(plan).isEmpty() ? 0 : 1);
    }

    /**
     * Runs all that the plan asks for.
     *
     * @return what was wrong, a line each
     */
    static List<String> run(Plan plan) throws Exception {
        System.out.printf(
                Locale.ROOT,
                "Seed %d, %d runs of each cell, %d instances, bound %d ms, %d ms when cut off%n%n",
                plan.seed(),
                plan.runs(),
                plan.instances(),
                plan.bound().toMillis(),
                plan.allowance().toMillis());
        List<Callable<CoherenceProof>> parts = new ArrayList<>();
        for (Site.Kind kind : Site.Kind.values()) {
            if (plan.wants(kind)) {
                parts.add(() -> new CoherenceProof(plan).prove(kind));
            }
        }
        Collections.reverse(parts); // Those with the most cells first.
        CoherenceProof all = new CoherenceProof(plan);
        ExecutorService threads = Executors.newFixedThreadPool(plan.atOnce());
        try {
            for (Future<CoherenceProof> part : threads.invokeAll(parts)) {
                all.add(part.get());
            }
        } finally {
            threads.shutdownNow();
        }
        all.print();
        return all.wrong;
    }

    private void add(CoherenceProof part) {
        cells.addAll(part.cells);
        storms.addAll(part.storms);
        deaths.addAll(part.deaths);
        panels.addAll(part.panels);
        wrong.addAll(part.wrong);
    }

    private CoherenceProof prove(Site.Kind kind) throws Exception {
        try (Site site = Site.start(kind, plan.instances(), plan.jvmOptions())) {
            for (Fault fault : Faults.of(site)) {
                if (plan.wants(kind, fault.name())) {
                    cell(site, fault);
                }
            }
            if (plan.wants(kind, STORM)) {
                storm(site);
            }
            if (plan.wants(kind, DYING)) {
                dyingWriter(site);
            }
        }
        return this;
    }

    private void cell(Site site, Fault fault) throws Exception {
        String name = site.kind() + "/" + fault.name();
        @Nullable CoherenceReport sum = null;
        for (int run = 0; run < plan.runs(); run++) {
            long seed = plan.seed() + run;
            Trial.Result result = new Trial(site, fault, plan, seed, run).run();
            CoherenceReport report = result.report();
            sum = sum == null ? report : sum.plus(report);
            if (!result.isGood()) {
                complain(name, seed, result, site);
            }
        }
        if (sum != null) {
            add(site.kind(), fault, sum);
        }
    }

    private void complain(String name, long seed, Trial.Result result, Site site) {
        StringBuilder text =
                new StringBuilder("! " + name + ": ./coherence --cell " + name + " --seed " + seed + " --runs 1");
        result.complaints().forEach(each -> text.append("\n  ").append(each));
        wrong.add(text.toString());
        System.out.println(text);
        if (!result.report().isCoherent()) {
            wrong.add(result.report().toString());
            System.out.println(result.report());
        }
        for (AppProcess app : site.apps()) {
            app.log()
                    .lines()
                    .filter(line -> line.contains(" ERROR ") || line.contains(" is left alone"))
                    .forEach(System.out::println);
        }
    }

    private void add(Site.Kind kind, Fault fault, CoherenceReport report) {
        Histogram inSync = report.inSync();
        Histogram underFault = report.underFault();
        cells.add(
                kind + ", " + fault.name(),
                plan.runs(),
                report.reads(),
                report.writes(),
                report.failedReads() + report.failedWrites(),
                report.violationCount(),
                inSync.count(),
                millis(inSync.percentile(0.5)),
                millis(inSync.percentile(0.99)),
                millis(inSync.max()),
                underFault.count(),
                millis(underFault.percentile(0.5)),
                millis(underFault.percentile(0.99)),
                millis(underFault.max()),
                millis(report.backInSync()),
                report.violationCount(Violation.Kind.STILL_STALE));
        panels.add(chart -> chart.add(fault.name(), kind.toString(), report));
        // At once, and whole: it takes long until the table comes.
        System.out.println(kind + "/" + fault.name() + ": " + (report.isCoherent() ? "coherent" : report.violations())
                + ", " + report.reads() + " reads; stale in sync " + ages(inSync) + "; under the fault "
                + ages(underFault)
                + "; back in sync " + millis(report.backInSync()));
    }

    private static String ages(Histogram stale) {
        return stale.count() + " (p50 " + millis(stale.percentile(0.5)) + ", p99 " + millis(stale.percentile(0.99))
                + ", max " + millis(stale.max()) + ")";
    }

    private static String millis(Duration time) {
        double value = time.toNanos() / 1e6;
        return value == 0 ? "-" : String.format(Locale.ROOT, value < 10 ? "%.1f ms" : "%.0f ms", value);
    }

    private void storm(Site site) throws Exception {
        for (int run = 0; run < Math.min(plan.runs(), 3); run++) {
            Storm.Result result = new Storm(site, run).run();
            storms.add(
                    site.kind().toString(),
                    result.cuts(),
                    result.staleAtTheEnd(),
                    result.freshMillis() + " ms",
                    result.stillStale());
            if (result.stillStale() > 0) {
                String line = "! " + site.kind() + "/" + STORM + ": " + result.stillStale() + " keys of "
                        + Storm.INVALIDATIONS + " still stale";
                wrong.add(line);
                System.out.println(line);
            }
        }
    }

    private void dyingWriter(Site site) throws Exception {
        long longest = 0;
        int runs = Math.min(plan.runs(), 3);
        for (int run = 0; run < runs; run++) {
            longest = Math.max(longest, new DyingWriter(site, run).run());
        }
        deaths.add(site.kind().toString(), runs, longest + " ms", Rows.BRIEF_TTL);
        // The coarse clocks and a busy machine are the rest.
        if (longest > 3_500) {
            wrong.add("! " + site.kind() + "/" + DYING + ": seen after " + longest + " ms, with a ttl of "
                    + Rows.BRIEF_TTL);
        }
    }

    private void print() throws Exception {
        System.out.println();
        System.out.println(cells);
        System.out.println(storms);
        System.out.println(deaths);
        if (!plan.picture().isEmpty()) {
            StalenessChart chart =
                    new StalenessChart("How old what another instance had written was when a read missed it");
            panels.forEach(panel -> panel.accept(chart));
            Files.writeString(Path.of(plan.picture()), chart.svg());
            System.out.println("The picture: " + plan.picture());
        }
        System.out.println(wrong.isEmpty() ? "No violation." : wrong.size() + " complaints, with their seeds above.");
    }
}
