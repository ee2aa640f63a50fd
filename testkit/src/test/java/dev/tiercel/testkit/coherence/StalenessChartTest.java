package dev.tiercel.testkit.coherence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class StalenessChartTest {

    private static CoherenceReport report(long staleNanos) {
        Histogram.Recorder stale = new Histogram.Recorder();
        if (staleNanos > 0) {
            stale.record(staleNanos);
        }
        History history = new History(CoherenceSettings.DEFAULT, 1, () -> 0);
        CoherenceReport empty = history.report();
        return new CoherenceReport(
                1,
                1,
                empty.took(),
                10,
                0,
                1,
                0,
                staleNanos > 1_000_000 ? Map.of(Violation.Kind.STALE, 3L) : Map.of(),
                empty.told(),
                stale.snapshot(),
                Histogram.EMPTY,
                empty.firstFresh(),
                empty.backInSync());
    }

    @Test
    void itIsAWellFormedPictureWithAPanelForEachResult() throws Exception {
        StalenessChart chart = new StalenessChart("How stale? <ask>");
        chart.add("no fault", "standalone", report(0));
        chart.add("killed & back", "cluster", report(2_000_000));
        Document svg = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(chart.svg().getBytes(StandardCharsets.UTF_8)));
        assertThat(svg.getDocumentElement().getTagName()).isEqualTo("svg");
        assertThat(svg.getDocumentElement().getTextContent())
                .contains("How stale? <ask>", "no fault", "killed & back", "standalone", "cluster")
                .contains("no stale read", "3 violations");
    }
}
