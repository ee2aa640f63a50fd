package dev.tiercel.benchmarks.peers;

import dev.tiercel.benchmarks.Effort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Compares Tiercel with its peers, on each Java in turn: one table, and one picture. */
public final class PeersReport {
    /** What is compared is measured so often, each time close together. */
    private static final int ROUNDS = Integer.getInteger("benchmarks.rounds", 3);

    private PeersReport() {}

    /**
     * @param homes of the Javas
     * @param target the folder that the benchmarks were built in
     * @param picture where it goes
     */
    public static void run(String agent, List<Path> homes, Path target, Path picture, Effort effort)
            throws IOException, InterruptedException {
        List<Findings> all = new ArrayList<>();
        for (Path home : homes) {
            all.add(findings(new Lab(home, target, agent, effort)));
        }
        PeersTable table = new PeersTable();
        all.forEach(table::add);
        System.out.println(table);
        Files.writeString(picture, new PeersChart(all).svg());
        System.out.println("The picture: " + picture);
    }

    private static Findings findings(Lab lab) throws IOException, InterruptedException {
        Findings findings = new Findings(lab.version());
        for (int round = 0; round < (lab.isQuick() ? 1 : ROUNDS); round++) {
            new CallMeasures(lab, findings).run();
        }
        new TrialMeasures(lab, findings).run();
        return findings;
    }
}
