package dev.tiercel.benchmarks.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class PeersTableTest {
    private final Findings findings = new Findings("17");

    PeersTableTest() {
        findings.put(Contender.BY_HAND, Measure.L1_NANOS, 40);
        findings.put(Contender.TIERCEL, Measure.L1_NANOS, 10);
        findings.put(Contender.TIERCEL, Measure.HUNG_MEDIAN_MILLIS, 0.125);
        findings.put(Contender.TIERCEL, Measure.HUNG_MAX_MILLIS, 250);
        findings.put(Contender.TIERCEL, Measure.HUNG_ANSWERED, 1);
        findings.put(Contender.REDISSON, Measure.HUNG_MEDIAN_MILLIS, 3_000);
        findings.put(Contender.REDISSON, Measure.HUNG_MAX_MILLIS, 3_000);
        findings.put(Contender.REDISSON, Measure.HUNG_ANSWERED, 0.5);
    }

    @Test
    void byHand_isInItsUnitAndOthersAreMultiplesOfIt() {
        PeersTable table = new PeersTable();
        table.add(findings);

        assertThat(table.toString())
                .containsPattern("\\| +by hand \\| +40\\.0 ns \\|")
                .containsPattern("\\| +Tiercel \\| +0\\.25 \\|")
                .contains("0.13 / 250 |")
                .contains("3000.00 / 3000, 50 % answered |");
    }

    @Test
    void chart_isXmlWithABarForEachNumber() throws Exception {
        String svg = new PeersChart(List.of(findings)).svg();

        Document document =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
        assertThat(document.getElementsByTagName("text").getLength()).isPositive();
        assertThat(svg).contains(">0.25</text>").contains(">3000</text>").doesNotContain("NaN");
    }
}
