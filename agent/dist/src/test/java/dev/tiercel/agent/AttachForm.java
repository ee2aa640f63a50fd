package dev.tiercel.agent;

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
            ForkedJvm bare = program.withoutAgent();
            return program.jdk().version() < 21 ? bare : bare.option("-XX:+EnableDynamicAgentLoading");
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

        /** Of its own module, which an application of modules does not have before: JDK 24 and later. */
        private static boolean isOfTheJdk(String line) {
            return line.isEmpty()
                    || line.equals("WARNING: A restricted method in java.lang.System has been called")
                    || line.startsWith("WARNING: java.lang.System::loadLibrary has been called by sun.instrument.")
                    || line.startsWith("WARNING: Use --enable-native-access=java.instrument to avoid a warning")
                    || line.startsWith("WARNING: Restricted methods will be blocked in a future release");
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
}
