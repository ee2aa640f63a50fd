package dev.tiercel.config;

/**
 * A name in which {@code *} stands for any part without a dot, and {@code **} for any part. Immutable; equal where the
 * text is.
 *
 * @param text as the user wrote it
 */
public record NamePattern(String text) {
    private static final char WITHIN = '\0';
    private static final char ACROSS = '\1';

    /** True where the pattern is a name that it matches alone. */
    public boolean isExact() {
        return text.indexOf('*') < 0;
    }

    /** What every name begins with that the pattern matches. */
    public String prefix() {
        int star = text.indexOf('*');
        return star < 0 ? text : text.substring(0, star);
    }

    /** True where the whole name is as the pattern says. */
    public boolean matches(String name) {
        return isExact() ? text.equals(name) : name.startsWith(prefix()) && matchesTokens(name);
    }

    /** Walks all ways of matching at once, so that no pattern takes longer than its length times the name's. */
    private boolean matchesTokens(String name) {
        String tokens = text.replace("**", String.valueOf(ACROSS)).replace('*', WITHIN);
        // reached[i]: what was read of the name is as the first i tokens say.
        boolean[] reached = new boolean[tokens.length() + 1];
        reached[0] = true;
        passStars(tokens, reached);
        for (int at = 0; at < name.length(); at++) {
            char c = name.charAt(at);
            boolean[] next = new boolean[reached.length];
            for (int i = 0; i < tokens.length(); i++) {
                char token = tokens.charAt(i);
                boolean star = token == ACROSS || (token == WITHIN && c != '.');
                next[i] |= reached[i] && star;
                next[i + 1] |= reached[i] && token == c;
            }
            passStars(tokens, next);
            reached = next;
        }
        return reached[tokens.length()];
    }

    /** A star may stand for nothing. */
    private static void passStars(String tokens, boolean[] reached) {
        for (int i = 0; i < tokens.length(); i++) {
            reached[i + 1] |= reached[i] && tokens.charAt(i) <= ACROSS;
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
