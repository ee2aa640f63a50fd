package dev.tiercel.benchmarks.coherence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The patches that take guards out of the agent fit the agent as it is. Whether they are noticed takes minutes each. */
class MutantsTest {
    private static final Path ROOT = Path.of("../..");

    private static List<Path> patches() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("mutants"))) {
            return files.filter(file -> file.toString().endsWith(".patch"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("patches")
    void patch_fits_andSaysWhoIsToNotice(Path patch) throws IOException {
        List<String> lines = Files.readAllLines(patch);
        assertThat(lines.get(0)).startsWith("# guard: ");
        assertThat(lines.get(1)).matches("# cell: [a-z0-9-]+/[a-z0-9-]+");
        String source = "";
        List<String> before = new ArrayList<>();
        for (String line : lines) {
            if (line.startsWith("--- ") || line.startsWith("@@ ")) {
                assertThat(source).as("of %s", patch).contains(String.join("\n", before));
                before.clear();
            }
            if (line.startsWith("--- ")) {
                source = Files.readString(ROOT.resolve(line.substring("--- a/".length())));
            } else if (line.startsWith(" ") || line.startsWith("-")) {
                before.add(line.substring(1));
            }
        }
        assertThat(before).isNotEmpty();
        assertThat(source).as("of %s", patch).contains(String.join("\n", before));
    }
}
