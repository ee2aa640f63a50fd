package dev.tiercel.command;

/** What scripts are told. */
final class ExitCodes {
    static final int DONE = 0;
    static final int REFUSED = 1;
    static final int USAGE = 2;
    static final int NOBODY = 3;

    /** For the help. */
    static final String[] TEXTS = {
        "0:done",
        "1:refused or not possible; a line on standard error says what to do. Of doctor and config also: an error was found",
        "2:wrong usage",
        "3:no such JVM, or no agent in it"
    };

    private ExitCodes() {}
}
