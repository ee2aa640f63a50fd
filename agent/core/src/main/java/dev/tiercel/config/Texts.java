package dev.tiercel.config;

/** The kinds of values that are text. */
final class Texts {
    static final String BAD_CHARACTER = "holds a character that is not allowed";

    private Texts() {}

    static final class Prefix extends Kind<String> {
        Prefix() {
            super("1 to 64 characters, none of them a space, a control character or a brace");
        }

        @Override
        String parse(String text) {
            Kinds.refuse(text.isEmpty(), "is empty");
            checkLength(text, 64);
            Kinds.refuse(hasBlank(text) || hasAnyOf(text, "{}"), BAD_CHARACTER);
            return text;
        }
    }

    static final class Name extends Kind<String> {
        Name() {
            super("at most 256 characters, none of them a space or a control character");
        }

        @Override
        String parse(String text) {
            checkLength(text, 256);
            Kinds.refuse(hasBlank(text), BAD_CHARACTER);
            return text;
        }
    }

    static final class Password extends Kind<String> {
        Password() {
            super("at most 4096 characters, none of them a control character");
        }

        /** With the spaces around it: they may be part of it. */
        @Override
        String read(String text) {
            return parse(text);
        }

        @Override
        String parse(String text) {
            checkLength(text, 4096);
            checkControls(text);
            return text;
        }

        @Override
        String show(String password) {
            return password.isEmpty() ? "none" : Shown.MASK;
        }

        @Override
        String mask(String text) {
            return Shown.MASK;
        }
    }

    /** Masked: a command line may hold a token. */
    static final class Command extends Kind<String> {
        Command() {
            super("a command line of at most 4096 characters, none of them a control character");
        }

        @Override
        String parse(String text) {
            checkLength(text, 4096);
            checkControls(text);
            return text;
        }

        @Override
        String show(String command) {
            return command.isEmpty() ? "none" : Shown.MASK;
        }

        @Override
        String mask(String text) {
            return Shown.MASK;
        }
    }

    static void checkLength(String text, int max) {
        Kinds.refuse(text.length() > max, "is too long");
    }

    private static void checkControls(String text) {
        for (int i = 0; i < text.length(); i++) {
            Kinds.refuse(
                    Character.isISOControl(text.charAt(i)), "holds a control character (a line break at its end?)");
        }
    }

    static boolean hasAnyOf(String text, String characters) {
        for (int i = 0; i < characters.length(); i++) {
            if (text.indexOf(characters.charAt(i)) >= 0) {
                return true;
            }
        }
        return false;
    }

    static boolean hasBlank(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isWhitespace(c) || Character.isSpaceChar(c) || Shown.isControl(c)) {
                return true;
            }
        }
        return false;
    }
}
