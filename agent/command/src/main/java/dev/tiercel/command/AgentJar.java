package dev.tiercel.command;

import java.io.File;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a JVM finds the agent's jar, if it sees other files than this command does. */
final class AgentJar {
    @Option(
            names = "--jar",
            paramLabel = "<file>",
            description =
                    "The agent's jar as that JVM sees it, for one in a container; this command's own if not said.")
    @Nullable
    File file;
}
