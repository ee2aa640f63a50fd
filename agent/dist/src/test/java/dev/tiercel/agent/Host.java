package dev.tiercel.agent;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where the application of {@code src/test/resources/hosts/app} runs. Each is built into a folder of its own, once. */
enum Host {
    CLASS_PATH {
        @Override
        String[] build(Path folder, AttachForm form) {
            Path classes = app(folder.resolve("classes"));
            return new String[] {"-cp", path(Libraries.with(classes, libraries(form))), TALK};
        }
    },

    EXECUTABLE_JAR {
        @Override
        String[] build(Path folder, AttachForm form) {
            Path jar = folder.resolve("shop.jar");
            Map<String, String> manifest = new HashMap<>(form.manifest());
            manifest.put("Main-Class", TALK);
            manifest.merge("Class-Path", urls(libraries(form)), (agent, others) -> agent + " " + others);
            try (Jars made = Jars.at(jar, manifest)) {
                made.folder("", app(folder.resolve("classes")));
            }
            return new String[] {"-jar", jar.toString()};
        }
    },

    MODULE {
        @Override
        String[] build(Path folder, AttachForm form) {
            Path classes = Compiled.into(
                    folder,
                    List.of("hosts/app", "hosts/module"),
                    List.of(),
                    "--release",
                    "17",
                    "--module-path",
                    ForkedJvm.API.toString());
            return new String[] {
                "-p", path(List.of(classes, ForkedJvm.API)), "-cp", path(form.libraries()), "-m", "hosts/" + TALK
            };
        }
    },

    MICRONAUT_4 {
        @Override
        String[] build(Path folder, AttachForm form) {
            return micronaut(folder, form, "micronaut", oldestJdk());
        }
    },

    MICRONAUT_5 {
        @Override
        int oldestJdk() {
            return 25;
        }

        @Override
        String[] build(Path folder, AttachForm form) {
            return micronaut(folder, form, "micronaut5", oldestJdk());
        }
    },

    SPRING_BOOT_3 {
        @Override
        String[] build(Path folder, AttachForm form) {
            return bootJar(folder, form, "boot3", "spring6-libs");
        }
    },

    SPRING_BOOT_4 {
        @Override
        String[] build(Path folder, AttachForm form) {
            return bootJar(folder, form, "boot4", "spring7-libs");
        }
    },

    WAR_IN_TOMCAT {
        @Override
        String[] build(Path folder, AttachForm form) {
            List<Path> tomcat = Libraries.in("rules-libs");
            Path classes = compiled(app(folder.resolve("war")), "hosts/war", Libraries.with(ForkedJvm.API, tomcat));
            Path war = folder.resolve("shop.war");
            try (Jars made = Jars.at(war, Map.of())) {
                made.folder("WEB-INF/classes/", classes).nested("WEB-INF/lib/", List.of(ForkedJvm.API));
            }
            Path host = compiled(folder.resolve("tomcat"), "hosts/tomcat", tomcat);
            return new String[] {
                // So that Tomcat can look for what would keep an application from going.
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--add-opens=java.rmi/sun.rmi.transport=ALL-UNNAMED",
                "-cp",
                path(Libraries.with(host, tomcat)),
                "hosts.tomcat.Main",
                war.toString(),
                folder.resolve("work").toString()
            };
        }
    },

    CLASS_LOADER_WITHOUT_PARENT {
        @Override
        String[] build(Path folder, AttachForm form) {
            Path application = app(folder.resolve("app"));
            Path host = compiled(folder.resolve("host"), "hosts/apart", List.of());
            return new String[] {
                "-cp", host.toString(), "hosts.apart.Main", application.toString(), ForkedJvm.API.toString()
            };
        }
    },

    OSGI {
        @Override
        String[] build(Path folder, AttachForm form) {
            Path bundle = folder.resolve("bundle.jar");
            Map<String, String> manifest = Map.of(
                    "Bundle-ManifestVersion",
                    "2",
                    "Bundle-SymbolicName",
                    "hosts",
                    "Bundle-ClassPath",
                    ".," + ForkedJvm.API.getFileName());
            try (Jars made = Jars.at(bundle, manifest)) {
                made.folder("", app(folder.resolve("app"))).nested("", List.of(ForkedJvm.API));
            }
            List<Path> felix = Libraries.in("osgi-libs");
            Path host = compiled(folder.resolve("host"), "hosts/osgi", felix);
            return new String[] {
                "-cp",
                path(Libraries.with(host, felix)),
                "hosts.osgi.Main",
                bundle.toString(),
                folder.resolve("storage").toString()
            };
        }

        /** On newer JDKs the virtual machine has something to say of it. */
        @Override
        boolean says(String line) {
            return line.startsWith("WARNING: A terminally deprecated method in sun.misc.Unsafe has been called")
                    || line.matches("WARNING: sun.misc.Unsafe::\\w+ has been called by org.apache.felix.*")
                    || line.matches("WARNING: Please consider reporting .*class org.apache.felix.*")
                    || line.matches("WARNING: sun.misc.Unsafe::\\w+ will be removed in a future release");
        }
    };

    private static final String TALK = "hosts.Talk";

    /** Builds it, and returns what is to be written after {@code java} and its options. */
    abstract String[] build(Path folder, AttachForm form);

    /** The version from which on it runs. */
    int oldestJdk() {
        return Jdks.OLDEST;
    }

    /** True for a line of standard error that is its own, with the agent or without. */
    boolean says(String line) {
        return false;
    }

    private static Path app(Path classes) {
        return compiled(classes, "hosts/app", List.of(ForkedJvm.API));
    }

    private static Path compiled(Path classes, String folder, List<Path> libraries, String... options) {
        List<String> all = new ArrayList<>(List.of("--release", "17"));
        all.addAll(List.of(options));
        try {
            return Compiled.into(
                    Files.createDirectories(classes),
                    folder,
                    Libraries.with(classes, libraries),
                    all.toArray(String[]::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its annotation processors run on the JDKs only on which it runs itself. */
    private static String[] micronaut(Path folder, AttachForm form, String name, int oldestJdk) {
        List<Path> libraries = Libraries.with(ForkedJvm.API, Libraries.in(name + "-libs"));
        Path classes = app(folder);
        List<Path> processors = Libraries.with(Libraries.in(name + "-processors"), Libraries.with(classes, libraries));
        Compiled.by(
                Jdks.from(oldestJdk).get(0),
                classes,
                "hosts/micronaut",
                Libraries.with(classes, libraries),
                "-parameters",
                "-processorpath",
                path(processors));
        List<Path> all = Libraries.with(classes, Libraries.with(form.libraries(), libraries));
        return new String[] {"-cp", path(all), "hosts.micronaut.Main"};
    }

    /** As Spring Boot's build plugins make it: the loader at the root, the application and its jars within. */
    private static String[] bootJar(Path folder, AttachForm form, String boot, String spring) {
        List<Path> libraries = Stream.concat(Libraries.in(boot + "-libs").stream(), Libraries.in(spring).stream())
                .filter(jar -> !jar.getFileName().toString().startsWith("slf4j-nop"))
                .collect(Collectors.toMap(Path::getFileName, jar -> jar, (first, same) -> first))
                .values()
                .stream()
                .sorted()
                .toList();
        List<Path> all = Libraries.with(ForkedJvm.API, libraries);
        Path classes = compiled(app(folder.resolve("classes")), "hosts/boot", all, "-parameters");
        try {
            Files.copy(
                    Compiled.SOURCES.resolve("hosts/boot/application.properties"),
                    classes.resolve("application.properties"),
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Path jar = folder.resolve("shop.jar");
        Map<String, String> manifest = new HashMap<>(form.manifest());
        manifest.put("Main-Class", "org.springframework.boot.loader.launch.JarLauncher");
        manifest.put("Start-Class", "hosts.boot.Main");
        manifest.put("Spring-Boot-Classes", "BOOT-INF/classes/");
        manifest.put("Spring-Boot-Lib", "BOOT-INF/lib/");
        try (Jars made = Jars.at(jar, manifest)) {
            made.unpacked(Libraries.in(boot + "-loader").get(0))
                    .folder("BOOT-INF/classes/", classes)
                    .nested("BOOT-INF/lib/", Libraries.with(form.libraries(), all));
        }
        return new String[] {"-jar", jar.toString()};
    }

    private static List<Path> libraries(AttachForm form) {
        return Libraries.with(ForkedJvm.API, form.libraries());
    }

    private static String urls(List<Path> places) {
        return places.stream().map(place -> place.toUri().toString()).collect(Collectors.joining(" "));
    }

    private static String path(List<Path> places) {
        return places.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }
}
