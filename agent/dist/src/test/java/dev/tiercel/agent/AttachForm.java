package dev.tiercel.agent;

/** How the agent gets into a program. */
enum AttachForm {
    /** On the command line. */
    JAVAAGENT {
        @Override
        RunningJvm start(ForkedJvm program) {
            return program.start();
        }
    };

    /** Starts the program, and returns when the agent is in it or will be before the program's {@code main}. */
    abstract RunningJvm start(ForkedJvm program);
}
