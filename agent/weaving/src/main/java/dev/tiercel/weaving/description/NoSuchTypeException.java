package dev.tiercel.weaving.description;

import java.io.Serial;

/** A type has no class file where it is looked for. */
public final class NoSuchTypeException extends IllegalStateException {
    @Serial
    private static final long serialVersionUID = 1L;

    NoSuchTypeException(String name) {
        super("no class file of " + name + " is found");
    }
}
