package dev.tiercel.expression;

/** A text is no expression. The message is a phrase to be put after the text: where, what is wrong, what is allowed. */
public final class ExpressionException extends Exception {
    private static final long serialVersionUID = 1;

    ExpressionException(String message) {
        super(message, null, false, false);
    }
}
