package dev.tiercel.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tiercel.control.ControlMXBean;
import dev.tiercel.testkit.RedisServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another configuration is put in force while the application runs. */
class ReloadIT {
    private static final Duration PATIENCE = Duration.ofSeconds(100);

    @TempDir
    Path folder;

    @Test
    void settingsOfCaches_areInForceAtOnce_andOthersKeepTheirEntries() throws IOException {
        Path file = write("redis: {enabled: false}");
        try (RunningJvm program = program(file).start()) {
            program.ask("find product 1");
            program.ask("find text 1");

            write("redis: {enabled: false}", "caches:", "  products: {ttl: 7m, max-entries: 2}");
            List<Map<String, String>> changes = Attachment.control(program, control -> control.reload(null));

            assertThat(changes)
                    .extracting(row ->
                            row.get("key") + " " + row.get("before") + " " + row.get("after") + " " + row.get("effect"))
                    .containsExactlyInAnyOrder(
                            "caches.products.ttl none 7m now", "caches.products.max-entries none 2 now");
            assertThat(program.ask("find text 1")).startsWith("L1 ");
            assertThat(program.ask("find product 1")).startsWith("LOADER ");
            for (int id = 1; id <= 20; id++) {
                program.ask("find product " + id);
            }
            await().atMost(PATIENCE).until(() -> entries(program, "products") <= 2);
            program.awaitEnd().well();
        }
    }

    @Test
    void killSwitches_ofACacheAndOfAMethod_readsRunBare_andChangesStillReachOthers() throws IOException {
        Path file = write();
        try (RedisServer redis = RedisServer.start();
                RunningJvm other = ForkedJvm.of("scenario.Shop")
                        .environment("REDIS_URL", redis.uri())
                        .start();
                RunningJvm program =
                        program(file).environment("REDIS_URL", redis.uri()).start()) {
            other.awaitRedis();
            program.awaitRedis();
            other.ask("find product 1");
            assertThat(other.ask("find product 1")).startsWith("L1 ");
            program.ask("find product 1");

            write("caches: {products: {enabled: false}}", "bypass: [Shop.text]");
            Attachment.control(program, control -> control.reload(null));

            assertThat(program.ask("find product 1")).startsWith("none ");
            assertThat(program.ask("find text 1")).startsWith("none ");
            program.ask("find null 1");
            assertThat(program.ask("find null 1")).startsWith("L1 ");
            other.ask("row 1 changed");
            program.ask("change 1");
            await().atMost(PATIENCE).until(() -> other.ask("find product 1").contains("changed"));
            // It is put into Redis after its caller has it.
            await().atMost(PATIENCE).until(() -> redis.get("tiercel:products:1") != null);

            write();
            Attachment.control(program, control -> control.reload(null));
            assertThat(program.ask("find product 1")).startsWith("L2 ").contains("changed");
            assertThat(program.ask("find product 1")).startsWith("L1 ");
            program.ask("find text 1");
            assertThat(program.ask("find text 1")).startsWith("L1 ");
        }
    }

    @Test
    void anotherRedis_isUsed_andTheOneBeforeIsLeft() throws IOException {
        try (RedisServer one = RedisServer.start();
                RedisServer two = RedisServer.start()) {
            Path file = write("redis: {url: '" + one.uri() + "'}");
            try (RunningJvm program = program(file).start()) {
                program.awaitRedis();
                program.ask("load 200");
                program.ask("find text 7");
                await().atMost(PATIENCE).until(() -> one.get("tiercel:texts:7") != null);

                write("redis: {url: '" + two.uri() + "'}");
                Attachment.control(program, control -> control.reload(null));

                await().atMost(PATIENCE).until(() -> {
                    program.ask("change 1");
                    program.ask("find text 8");
                    program.ask("find text 8");
                    return two.get("tiercel:texts:8") != null
                            || Integer.parseInt(String.valueOf(two.command("DBSIZE"))) > 5;
                });
                await().atMost(PATIENCE).until(() -> !String.valueOf(one.command("CLIENT", "LIST"))
                        .contains("name=tiercel"));
                assertThat(program.ask("end-load")).isEqualTo("failures 0 wrong 0");
                program.awaitEnd().well();
            }
        }
    }

    @Test
    void rules_comeAndGo_withTheClassesThatAreLoaded() throws IOException {
        Path file = write("redis: {enabled: false}");
        try (RunningJvm program = program(file).start()) {
            assertThat(program.ask("bare 1")).isEqualTo("none row1");

            write("redis: {enabled: false}", "rules:", "  - {class: scenario.Shop, method: unannotated, cache: ruled}");
            Attachment.control(program, control -> control.reload(null));
            assertThat(program.ask("bare 1")).isEqualTo("LOADER row1");
            assertThat(program.ask("bare 1")).isEqualTo("L1 row1");
            program.ask("find product 1");
            assertThat(program.ask("find product 1")).startsWith("L1 ");

            write("redis: {enabled: false}", "rules:", "  - {class: scenario.Shop, method: product, action: none}");
            Attachment.control(program, control -> control.reload(null));
            assertThat(program.ask("bare 1")).isEqualTo("none row1");
            assertThat(program.ask("find product 1")).startsWith("none ");

            write("redis: {enabled: false}");
            Attachment.control(program, control -> control.reload(null));
            assertThat(program.ask("find product 2")).startsWith("LOADER ");
            assertThat(program.ask("find product 2")).startsWith("L1 ");
            program.awaitEnd().well();
        }
    }

    @Test
    void rulesOfInheritedBodies_comeAndGo_forTheObjectsOfTheNamedClassesOnly() throws IOException {
        Path file = write(
                "redis: {enabled: false}",
                "rules:",
                "  - {class: scenario.Heirs$Apples, method: find, cache: first-apples}",
                "  - {class: scenario.Heirs$Plums, method: find, cache: first-plums}",
                "  - {class: scenario.Heirs$Table, method: change, action: invalidate, cache: first-pears}");
        try (RunningJvm program = ForkedJvm.of("scenario.Heirs").withoutAgent().start()) {
            assertBare(program, "apples", "pears", "plums");

            Attachment.attach(program, file.toString());
            assertCached(program, "apples apple1.0", "plums 100");
            assertBare(program, "pears");

            reload(
                    program,
                    "{class: scenario.Heirs$Apples, method: find, cache: apples}",
                    "{class: scenario.Heirs$Apples, method: change, action: invalidate, cache: apples}",
                    "{class: scenario.Heirs$Pears, method: find, cache: pears}");
            assertCached(program, "apples apple1.0", "pears pear1.0");
            assertBare(program, "plums");
            program.ask("change apples");
            program.ask("change pears");
            assertCached(program, "apples apple1.1");
            assertThat(program.ask("find pears")).isEqualTo("L1 pear1.0");

            reload(
                    program,
                    "{class: scenario.Heirs$Pears, method: find, cache: pears}",
                    "{class: scenario.Heirs$Pears, method: change, action: invalidate, cache: pears}",
                    "{class: scenario.Heirs$Plums, method: find, cache: plums}");
            assertBare(program, "apples");
            assertThat(program.ask("find pears")).isEqualTo("L1 pear1.0");
            program.ask("change pears");
            assertCached(program, "pears pear1.2", "plums 100");

            reload(program, "{subclasses-of: scenario.Heirs$Table, method: find}");
            assertCached(program, "apples apple1.1", "pears pear1.2", "plums 100");

            reload(program, "{class: scenario.Heirs$Table, method: find, action: invalidate, cache: plums}");
            assertBare(program, "apples", "pears", "plums");

            write("redis: {enabled: false}");
            Attachment.control(program, control -> control.reload(null));
            assertBare(program, "apples", "pears", "plums");
            program.awaitEnd().well().assertThatErr().noneMatch(line -> line.contains("WARN"));
        }
    }

    private void reload(RunningJvm program, String... rules) throws IOException {
        List<String> lines = new ArrayList<>(List.of("redis: {enabled: false}", "rules:"));
        for (String rule : rules) {
            lines.add("  - " + rule);
        }
        write(lines.toArray(String[]::new));
        Attachment.control(program, control -> control.reload(null));
    }

    private static void assertBare(RunningJvm program, String... tables) {
        for (String table : tables) {
            program.ask("find " + table);
            assertThat(program.ask("find " + table)).as(program::toString).startsWith("none ");
        }
    }

    /** Each of a table and its row: it is loaded once. */
    private static void assertCached(RunningJvm program, String... tablesAndRows) {
        for (String each : tablesAndRows) {
            String table = each.substring(0, each.indexOf(' '));
            String row = each.substring(each.indexOf(' ') + 1);
            assertThat(program.ask("find " + table)).as(program::toString).isEqualTo("LOADER " + row);
            assertThat(program.ask("find " + table)).as(program::toString).isEqualTo("L1 " + row);
        }
    }

    @Test
    void aWrongConfiguration_changesNothing_andSaysWhy() throws IOException {
        Path file = write("redis: {enabled: false}");
        try (RunningJvm program = program(file).start()) {
            program.ask("find product 1");

            write("redis: {enabled: false}", "caches: {products: {ttl: soon, enabled: false}}");
            assertThatThrownBy(() -> Attachment.control(program, control -> control.reload(null)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("caches.products.ttl")
                    .hasMessageContaining("soon");

            assertThat(program.ask("find product 1")).startsWith("L1 ");
            program.awaitEnd().well();
        }
    }

    @Test
    void whatTheAgentSays_ofItsMethodsAndCaches() throws IOException {
        Path file = write("redis: {enabled: false}", "caches: {texts: {enabled: false}}");
        try (RunningJvm program = program(file).start()) {
            program.ask("find product 1");
            program.ask("find product 1");

            assertThat(rows(program, control -> control.methods()))
                    .extracting(row -> row.get("method") + " " + row.get("cache") + " " + row.get("state"))
                    .contains("Shop.product products CACHED", "Shop.text texts OFF", "Shop.drop products ACTIVE");
            assertThat(rows(program, control -> control.explain("Shop.text")))
                    .anyMatch(row -> row.get("text").contains("caches.texts.enabled is false"));
            assertThat(rows(program, control -> control.explain("unannotated")))
                    .isNotEmpty()
                    .allMatch(row -> row.get("aspect").equals("unknown"));
            assertThat(rows(program, control -> control.explain("Shop.unannotated")))
                    .anyMatch(row -> row.get("aspect").equals("not woven"));
            assertThat(rows(program, control -> control.get("products", "1")).get(0))
                    .containsEntry("tier", "L1")
                    .containsEntry("state", "FRESH")
                    .hasEntrySatisfying("value", value -> assertThat(value).contains("row1"));
            long wouldGo = Attachment.control(program, control -> control.invalidatePattern("products", "*", true));
            assertThat(wouldGo).isEqualTo(1);
            assertThat(program.ask("find product 1")).startsWith("L1 ");

            run(program, control -> control.invalidate("products", "1"));
            assertThat(program.ask("find product 1")).startsWith("LOADER ");
            assertThatThrownBy(() -> run(program, control -> control.clear("product")))
                    .hasMessageContaining("products");
            program.awaitEnd().well();
        }
    }

    @Test
    void dryRun_nothingIsWoven_andWhatWouldBeIsTold() {
        try (RunningJvm program = ForkedJvm.of("scenario.Shop")
                .withoutRedis()
                .property("tiercel.dry-run", "true")
                .start()) {
            program.awaitErr(line -> line.contains("products, copied"));
            program.ask("find product 1");
            assertThat(program.ask("find product 1")).startsWith("none ");
            assertThat(rows(program, control -> control.methods()))
                    .anyMatch(row -> row.get("method").equals("Shop.product")
                            && row.get("state").equals("DRY_RUN"));
            program.awaitEnd().well().assertThatErr().anyMatch(line -> line.contains("Dry run"));
        }
    }

    private Path write(String... lines) throws IOException {
        return Files.write(folder.resolve("tiercel.yaml"), List.of(lines));
    }

    private static ForkedJvm program(Path file) {
        return ForkedJvm.of("scenario.Shop").property("tiercel.config", file.toString());
    }

    private static List<Map<String, String>> rows(
            RunningJvm program, Function<ControlMXBean, List<Map<String, String>>> question) {
        return Attachment.control(program, question);
    }

    private static void run(RunningJvm program, Consumer<ControlMXBean> order) {
        Attachment.control(program, control -> {
            order.accept(control);
            return "";
        });
    }

    private static long entries(RunningJvm program, String cache) {
        return rows(program, ControlMXBean::caches).stream()
                .filter(row -> row.get("cache").equals(cache))
                .mapToLong(row -> Long.parseLong(row.get("entries")))
                .sum();
    }
}
