package dev.tiercel.command;

import java.io.Console;

/** Whether somebody looks at the output as it comes. */
final class Terminal {
    private Terminal() {}

    @SuppressWarnings("SystemConsoleNull") // what follows is for the versions where it is not
    static boolean isThere() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            // From Java 22 on there is a console without a terminal, too.
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException older) {
            return true;
        } catch (ReflectiveOperationException unknown) {
            return false;
        }
    }
}
