package dev.tiercel.config;

/**
 * A kind of value: how it is read, checked and shown. Subclasses rather than lambdas: this runs in the start of
 * someone's application, where each lambda costs more than a class.
 */
abstract class Kind<T> {
    private final String allowed;

    Kind(String allowed) {
        this.allowed = allowed;
    }

    /** What is allowed, for messages. */
    final String allowed() {
        return allowed;
    }

    /** @throws IllegalArgumentException whose message is a phrase to be put after the text */
    T read(String text) {
        return parse(text.trim());
    }

    /** True: a list in YAML stands for its items with commas between them. */
    boolean isList() {
        return false;
    }

    /** Of a text without spaces around it, unless read says otherwise. */
    abstract T parse(String text);

    /** The value as a user would write it, without secrets. */
    String show(T value) {
        return String.valueOf(value);
    }

    /** A text, allowed or not, without secrets. */
    String mask(String text) {
        return text;
    }
}
