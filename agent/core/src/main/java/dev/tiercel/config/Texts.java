package dev.tiercel.config;

/** The kinds of values that are text. */
final class Texts {
    private static final String BAD_CHARACTER = "holds a character that is not allowed";

    private Texts() {}

    static final class Host extends Kind<String> {
        Host() {
            super("a host name or an address, without port, scheme or spaces");
        }

        @Override
        String parse(String text) {
            Kinds.refuse(text.isEmpty(), "is empty");
            checkLength(text, 255);
            Kinds.refuse(hasBlank(text) || hasAnyOf(text, "/@,;?#[]\"'\\"), BAD_CHARACTER);
            // Two colons and more make an IPv6 address; one makes a port.
            Kinds.refuse(text.indexOf(':') >= 0 && text.indexOf(':') == text.lastIndexOf(':'), "holds a port");
            return text;
        }
    }

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

    static final class User extends Kind<String> {
        User() {
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
            for (int i = 0; i < text.length(); i++) {
                Kinds.refuse(
                        Character.isISOControl(text.charAt(i)), "holds a control character (a line break at its end?)");
            }
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

    static final class Address extends Kind<RedisAddress> {
        Address() {
            super("redis://[user[:password]@]host[:port][/database], rediss://... for TLS, or host:port");
        }

        @Override
        RedisAddress parse(String text) {
            return RedisAddress.parse(text);
        }

        @Override
        String mask(String text) {
            return RedisAddress.mask(text);
        }
    }

    private static void checkLength(String text, int max) {
        Kinds.refuse(text.length() > max, "is too long");
    }

    private static boolean hasAnyOf(String text, String characters) {
        for (int i = 0; i < characters.length(); i++) {
            if (text.indexOf(characters.charAt(i)) >= 0) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasBlank(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isWhitespace(c) || Character.isSpaceChar(c) || Shown.isControl(c)) {
                return true;
            }
        }
        return false;
    }
}
