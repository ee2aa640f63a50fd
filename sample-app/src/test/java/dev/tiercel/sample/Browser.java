package dev.tiercel.sample;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A real Chromium without a window, driven by the system's chromedriver; its pictures are kept. */
final class Browser implements AutoCloseable {
    private static final Path PICTURES = Path.of("target", "screenshots");

    /** Runs before the page's own scripts: what comes and goes within a moment is seen as well. */
    private static final String REMEMBER = """
            window.remembered = {};
            new MutationObserver(() => document.querySelectorAll('[id]').forEach(({ id, className, textContent }) => {
              const shown = window.remembered[id] ??= [];
              const now = `${className}: ${textContent}`;
              if (shown.at(-1) !== now) shown.push(now);
            })).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
            """;

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Both programs are the system's: nothing is downloaded. */
    static Browser start() {
        var service = new ChromeDriverService.Builder()
                .usingDriverExecutable(program("chromedriver").toFile())
                .usingAnyFreePort()
                .build();
        var logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        var options = new ChromeOptions();
        options.setBinary(
                program("chromium", "chromium-browser", "google-chrome").toFile());
        // No sandbox: tests run as root in containers, where Chromium has none. No /dev/shm: it is small there.
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-dev-shm-usage",
                "--disable-gpu",
                "--window-size=1280,1000");
        options.setCapability("goog:loggingPrefs", logs);
        return new Browser(new ChromeDriver(service, options));
    }

    void open(URI page) {
        driver.executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", REMEMBER));
        driver.get(page.toString());
    }

    void resize(int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    void colourScheme(String scheme) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    /** The text that is there now; empty where the element is not, or was just replaced. */
    String text(String selector) {
        try {
            return driver.findElements(By.cssSelector(selector)).stream()
                    .map(WebElement::getText)
                    .findFirst()
                    .orElse("");
        } catch (StaleElementReferenceException replaced) {
            return "";
        }
    }

    /** All that the element with that id has shown since the page was opened, each as its class, a colon and its text. */
    @SuppressWarnings("unchecked")
    List<String> remembered(String id) {
        return (List<String>) driver.executeScript("return window.remembered[arguments[0]] ?? []", id);
    }

    /** Selects the text at the beginning of an element, as somebody does who wants to copy it. */
    void select(String selector) {
        driver.executeScript(
                "const text = document.querySelector(arguments[0]).firstChild;"
                        + "getSelection().setBaseAndExtent(text, 0, text, text.length);",
                selector);
    }

    String selected() {
        return (String) driver.executeScript("return getSelection().toString()");
    }

    WebElement find(String selector) {
        return driver.findElement(By.cssSelector(selector));
    }

    WebElement button(String text) {
        return driver.findElement(By.xpath("//button[. = '" + text + "']"));
    }

    /** How many pixels one could scroll sideways. */
    long overflow() {
        return (Long) driver.executeScript(
                "return document.documentElement.scrollWidth - document.documentElement.clientWidth");
    }

    /** What the browser's console has at level error since it was asked last. */
    List<String> errors() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.SEVERE.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }

    void picture(String name) {
        try {
            Files.createDirectories(PICTURES);
            Files.write(PICTURES.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException("the picture " + name + " cannot be kept: " + e, e);
        }
    }

    @Override
    public void close() {
        driver.quit();
    }

    private static Path program(String... names) {
        return Stream.of(names)
                .flatMap(name -> Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no " + names[0]
                        + " found: apt-get install chromium chromium-driver, or run ./verify, which does"));
    }
}
