package dev.tiercel.sample;

import io.micronaut.runtime.Micronaut;

/** The program. It knows nothing of the agent: {@code -javaagent} on the command line is all there is to it. */
public final class Application {
    private Application() {}

    public static void main(String[] args) {
        Micronaut.build(args).mainClass(Application.class).banner(false).start();
    }
}
