package dev.tiercel.agent;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** How the agent gets into a program. */
enum AttachForm {
    /** On the command line. */
    JAVAAGENT {
        @Override
        ForkedJvm prepared(ForkedJvm program) {
            return program;
        }

        @Override
        void arrive(RunningJvm program) {
            // It was there before the program's main.
        }
    },

    /** Attached by its process id, once its classes are loaded and have been used. */
    WHILE_IT_RUNS {
        @Override
        ForkedJvm prepared(ForkedJvm program) {
            return open(program.withoutAgent());
        }

        @Override
        void arrive(RunningJvm program) {
            Attachment.attach(program, "");
        }

        @Override
        boolean says(String line) {
            return line.startsWith("[tiercel] INFO The agent is attached; 2 methods of 1 class woven, 0 left alone")
                    || isOfTheJdk(line);
        }
    },

    /** Called by main, which has the agent's jar among its libraries. */
    INSTALL {
        @Override
        ForkedJvm prepared(ForkedJvm program) {
            return open(program.withoutAgent().property("hosts.install", "true"));
        }

        @Override
        void arrive(RunningJvm program) {
            // It was there before the program's first class with a cache.
        }

        @Override
        List<Path> libraries() {
            return List.of(ForkedJvm.AGENT);
        }

        /** Spring Boot has loaded what main's class names. */
        @Override
        boolean says(String line) {
            return line.startsWith("[tiercel] INFO The agent is attached; 0 methods of 0 classes woven, 0 left alone")
                    || line.startsWith("[tiercel] INFO The agent is attached; 2 methods of 1 class woven, 0 left alone")
                    || isOfTheJdk(line);
        }
    },

    /** Named in the manifest of the executable jar that it lies beside. */
    LAUNCHER_AGENT {
        @Override
        ForkedJvm prepared(ForkedJvm program) {
            return program.withoutAgent();
        }

        @Override
        void arrive(RunningJvm program) {
            // It was there before the program's main.
        }

        @Override
        Map<String, String> manifest() {
            return Map.of(
                    "Launcher-Agent-Class",
                    "dev.tiercel.weaving.entry.TiercelAgent",
                    "Can-Retransform-Classes",
                    "true",
                    "Class-Path",
                    ForkedJvm.AGENT.toUri().toString());
        }
    };

    /** The program as it is to be started. */
    abstract ForkedJvm prepared(ForkedJvm program);

    /** When this returns, the agent is in the program, which has answered a first question. */
    abstract void arrive(RunningJvm program);

    /** True for a line that the agent says in this form only. */
    boolean says(String line) {
        return false;
    }

    /** What of ours is on the class path, beside the API. */
    List<Path> libraries() {
        return List.of();
    }

    /** What the manifest of an executable jar says of the agent. */
    Map<String, String> manifest() {
        return Map.of();
    }

    private static ForkedJvm open(ForkedJvm program) {
        return program.jdk().version() < 21 ? program : program.option("-XX:+EnableDynamicAgentLoading");
    }

    /** Of its own module, which an application of modules does not have before: JDK 24 and later. */
    private static boolean isOfTheJdk(String line) {
        return line.isEmpty()
                || line.equals("WARNING: A restricted method in java.lang.System has been called")
                || line.startsWith("WARNING: java.lang.System::loadLibrary has been called by sun.instrument.")
                || line.startsWith("WARNING: Use --enable-native-access=java.instrument to avoid a warning")
                || line.startsWith("WARNING: Restricted methods will be blocked in a future release");
    }
}
