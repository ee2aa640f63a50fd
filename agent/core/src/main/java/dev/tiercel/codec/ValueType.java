package dev.tiercel.codec;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The declared type of a cached value, by name: known before any class of the application is loaded. Type variables
 * and wildcards have been replaced by their bounds.
 *
 * @param className as {@link Class#getName()} has it: {@code java.util.List}, {@code int}, {@code [Ljava.lang.String;}
 * @param arguments type arguments; empty for a raw or plain type
 */
public record ValueType(String className, List<ValueType> arguments) {

    public ValueType {
        arguments = List.copyOf(arguments);
    }

    public static ValueType of(String className, ValueType... arguments) {
        return new ValueType(className, List.of(arguments));
    }

    /** {@code java.util.List<shop.Product>}. */
    @Override
    public String toString() {
        return arguments.isEmpty()
                ? className
                : className + arguments.stream().map(ValueType::toString).collect(Collectors.joining(", ", "<", ">"));
    }
}
