package dev.tiercel.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tiercel.testkit.RedisServer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** The console in a real browser, with two instances and a Redis that its lab kills and brings back. */
class LiveConsoleIT {
    private static final Duration SOON = Duration.ofSeconds(15);

    @TempDir
    private Path folder;

    private RedisProgram redis;
    private int onePort;
    private int otherPort;

    @BeforeEach
    void startRedis() {
        redis = RedisProgram.start();
        onePort = RedisServer.freePort();
        otherPort = RedisServer.freePort();
    }

    @AfterEach
    void stopRedis() {
        redis.close();
    }

    @Test
    void showsAChangeArriveOnTheOtherInstance_andWhatBecomesOfRedis() {
        try (var one = start(onePort);
                var other = start(otherPort);
                var browser = Browser.start()) {
            SampleProcess.tell(
                    one,
                    () -> SampleProcess.tell(other, () -> {
                        browser.open(URI.create("http://localhost:" + onePort + "/"));
                        awaitText(browser, "#summary", "2 live, all in sync"::equals);
                        awaitText(browser, "#events", "live events from all instances, 1 here"::equals);
                        awaitText(browser, "#caches", text -> text.contains("product-list"));
                        browser.picture("light");
                        assertThat(browser.remembered("summary"))
                                .startsWith("state: connecting ...", "state off: connecting ...");

                        change(browser, "Anvil of the console");
                        awaitText(browser, cell(otherPort), text -> text.startsWith("Anvil of the console"));
                        browser.find("#look-form button").sendKeys(Keys.ENTER);
                        awaitText(browser, "#look", text -> text.contains("L1 of localhost:" + otherPort));
                        browser.picture("changed");

                        looks(browser);
                        assertThat(unexpected(browser)).isEmpty();

                        breakRedis(browser);
                        assertThat(unexpected(browser)).isEmpty();

                        other.close();
                        awaitText(browser, "#summary", "1 of 2 instances answer"::equals);
                        awaitText(browser, instance(otherPort), text -> text.contains("No data since"));
                    }));
        }
    }

    /** With the keyboard alone. */
    private static void change(Browser browser, String name) {
        var field = browser.find("tr[data-product='1'] input");
        field.sendKeys(Keys.chord(Keys.CONTROL, "a"), name, Keys.ENTER);
    }

    /** By the lab, which says no to no time at all. */
    private void breakRedis(Browser browser) {
        lab(browser, "restart", "0");
        awaitText(browser, "#lab", text -> text.contains("seconds: has to be 1 to 120"));

        lab(browser, "restart", "5");
        browser.select(instance(otherPort) + " h3");
        awaitText(browser, "#lab", text -> text.contains("start: ") && text.contains("state unavailable"));
        browser.picture("redis-away");
        awaitText(browser, "#lab", text -> text.contains("success true") && text.contains("restart: done"));
        awaitText(browser, "#summary", "2 live, all in sync"::equals);
        awaitText(browser, "#events", text -> text.startsWith("live events from all instances"));
        browser.picture("redis-back");

        assertThat(browser.remembered("summary")).contains("state warn: 2 live, 0 of 2 in sync");
        assertThat(browser.remembered("events")).anyMatch(text -> text.contains("live events of this instance only"));
        assertThat(browser.remembered("instances")).anyMatch(text -> text.contains("out of sync"));
        assertThat(browser.selected()).as("what was selected in a card").isEqualTo("localhost:" + otherPort);
    }

    private static void lab(Browser browser, String fault, String seconds) {
        browser.find("#lab input").sendKeys(Keys.chord(Keys.CONTROL, "a"), seconds);
        var button = browser.button(fault);
        await(fault).atMost(SOON).until(button::isEnabled);
        button.click();
    }

    private static void looks(Browser browser) {
        browser.colourScheme("dark");
        browser.picture("dark");
        browser.resize(390, 844);
        await("the layout of a phone").atMost(SOON).untilAsserted(() -> assertThat(browser.overflow())
                .isZero());
        browser.picture("phone");
        browser.resize(1280, 1000);
        browser.colourScheme("light");
    }

    /** The lab is asked for one thing that cannot be. */
    private static Object[] unexpected(Browser browser) {
        return browser.errors().stream()
                .filter(error -> !error.contains("/api/lab/redis/restart?seconds=0 "))
                .toArray();
    }

    private static String instance(int port) {
        return "article[data-instance='localhost:" + port + "']";
    }

    private static String cell(int port) {
        return "tr[data-product='1'] td[data-instance='localhost:" + port + "']";
    }

    private static void awaitText(Browser browser, String selector, Predicate<String> condition) {
        await(selector).atMost(SOON).untilAsserted(() -> assertThat(browser.text(selector))
                .as(selector)
                .matches(condition));
    }

    private SampleProcess start(int port) {
        var environment = new HashMap<>(redis.environment());
        environment.put("SAMPLE_INSTANCES", "http://localhost:" + onePort + ",http://localhost:" + otherPort);
        environment.put("DATASOURCES_DEFAULT_URL", "jdbc:h2:file:" + folder.resolve("catalog") + ";AUTO_SERVER=TRUE");
        return SampleProcess.start(port, environment);
    }
}
