package dev.tiercel.config;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

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

    /** Names of methods as the log gives them. */
    static final class MethodNames extends Kind<List<NamePattern>> {
        private static final int MOST = 500;
        private static final String NONE = "none";

        MethodNames() {
            super("none, or names such as Products.find or Products.*, at most " + MOST + ", with commas between them");
        }

        @Override
        boolean isList() {
            return true;
        }

        @Override
        List<NamePattern> parse(String text) {
            List<NamePattern> names = new ArrayList<>();
            if (!text.isEmpty() && !text.equalsIgnoreCase(NONE)) {
                for (String name : text.split(",", -1)) {
                    names.add(name(name.trim()));
                }
            }
            Kinds.refuse(names.size() > MOST, "names too many methods");
            return List.copyOf(names);
        }

        private static NamePattern name(String name) {
            checkLength(name, 256);
            Kinds.refuse(hasBlank(name), BAD_CHARACTER);
            Kinds.refuse(
                    name.indexOf('.') < 1 || name.endsWith("."), "has a name that is not of the form Class.method");
            return new NamePattern(name);
        }

        @Override
        String show(List<NamePattern> names) {
            return names.isEmpty()
                    ? NONE
                    : names.stream().map(NamePattern::text).collect(Collectors.joining(","));
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
