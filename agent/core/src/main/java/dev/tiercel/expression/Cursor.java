package dev.tiercel.expression;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Where a parser stands in its text. */
final class Cursor {
    private final String text;
    private int at;

    Cursor(String text) {
        this.text = text;
    }

    /** The index of the next character that is no blank; the text's length: there is none. */
    int at() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    boolean isAtEnd() {
        return at() == text.length();
    }

    boolean sees(String sign) {
        return text.startsWith(sign, at());
    }

    boolean takes(String sign) {
        boolean found = sees(sign);
        at += found ? sign.length() : 0;
        return found;
    }

    boolean takesWord(String word) {
        return sees(word) && !isNamePart(at + word.length()) && takes(word);
    }

    /** The name that begins here; empty: none does. */
    String name() {
        int start = at();
        if (start < text.length() && Character.isJavaIdentifierStart(text.charAt(start))) {
            while (isNamePart(at)) {
                at++;
            }
        }
        return text.substring(start, at);
    }

    /** A text in quotes of either kind, without them; null: none begins here. */
    @Nullable
    String quoted() throws ExpressionException {
        if (!sees("'") && !sees("\"")) {
            return null;
        }
        int end = text.indexOf(text.charAt(at), at + 1);
        if (end < 0) {
            throw error(at, "the quote that opens here is not closed");
        }
        String inside = text.substring(at + 1, end);
        at = end + 1;
        return inside;
    }

    /** A number; null: none begins here. */
    @Nullable
    BigDecimal number() throws ExpressionException {
        int start = at();
        if (!isDigit(start) && !(sees("-") && isDigit(start + 1))) {
            return null;
        }
        int end = start + 1;
        while (isDigit(end) || (isPoint(end) && isDigit(end + 1))) {
            end++;
        }
        String digits = text.substring(start, end);
        if (isNamePart(end) || digits.indexOf('.') != digits.lastIndexOf('.')) {
            throw error(start, "not a number; allowed: digits and one point");
        }
        at = end;
        return new BigDecimal(digits);
    }

    ExpressionException error(int index, String problem) {
        return new ExpressionException("at column " + (index + 1) + ": " + problem);
    }

    private boolean isNamePart(int index) {
        return index < text.length() && Character.isJavaIdentifierPart(text.charAt(index));
    }

    private boolean isPoint(int index) {
        return index < text.length() && text.charAt(index) == '.';
    }

    private boolean isDigit(int index) {
        return index < text.length() && text.charAt(index) >= '0' && text.charAt(index) <= '9';
    }
}
