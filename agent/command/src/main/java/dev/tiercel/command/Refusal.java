package dev.tiercel.command;

/** Why a command ends without having done what was asked: one line for the user, and the exit code. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int exitCode;

    private Refusal(int exitCode, String line) {
        super(line, null, false, false);
        this.exitCode = exitCode;
    }

    /** It was refused, or is not possible. */
    static Refusal notPossible(String line) {
        return new Refusal(ExitCodes.REFUSED, line);
    }

    /** There is no such JVM, or no agent in it. */
    static Refusal nobodyThere(String line) {
        return new Refusal(ExitCodes.NOBODY, line);
    }

    int exitCode() {
        return exitCode;
    }
}
