package dev.tiercel.config;

import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A kind of value: how it is read, checked and shown.
 *
 * @param allowed what is allowed, for messages
 * @param parse text to value; throws IllegalArgumentException whose message is a phrase to be put after the text
 * @param show the value as a user would write it, without secrets
 * @param mask a text, allowed or not, without secrets
 */
record Kind<T>(String allowed, Function<String, T> parse, Function<T, String> show, UnaryOperator<String> mask) {

    /** A kind without secrets, for which spaces around the text mean nothing. */
    static <T> Kind<T> plain(String allowed, Function<String, T> parse, Function<T, String> show) {
        return new Kind<>(allowed, text -> parse.apply(text.trim()), show, text -> text);
    }

    /** The same kind, of a text that is never shown itself. */
    Kind<T> masked(String shownInstead) {
        return new Kind<>(allowed, parse, show, text -> shownInstead);
    }
}
