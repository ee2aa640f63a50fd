package dev.tiercel.agent;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ListAssert;

/**
 * A program that ran to its end.
 *
 * @param out the lines of its standard output
 * @param err the lines of its standard error
 */
record Ended(String command, int exit, List<String> out, List<String> err) {
    private static final Pattern WOVEN =
            Pattern.compile("\\[tiercel] INFO (\\S+: (\\S+ \\([^()]+(\\([^()]*\\))?[^()]*\\)(, |; |$))+)+");

    /** Fails unless it ended by itself and without an error. */
    Ended well() {
        Assertions.assertThat(exit).as(this::toString).isZero();
        return this;
    }

    ListAssert<String> assertThatOut() {
        return Assertions.assertThat(out).as(this::toString);
    }

    /** Without the lines that tell what is cached: a program may have ended before they are written. */
    ListAssert<String> assertThatErr() {
        return Assertions.assertThat(err).as(this::toString).filteredOn(line -> !WOVEN.matcher(line)
                .matches());
    }

    /** The lines that tell what is cached: {@code Shop: find (products, shared)}. */
    ListAssert<String> assertThatWoven() {
        return Assertions.assertThat(err).as(this::toString).filteredOn(line -> WOVEN.matcher(line)
                .matches());
    }

    /** What follows the word in the lines of standard output that begin with it. */
    List<String> said(String word) {
        return out.stream()
                .filter(line -> line.startsWith(word + " "))
                .map(line -> line.substring(word.length() + 1))
                .collect(Collectors.toList());
    }

    @Override
    public String toString() {
        return command + "\nended with " + exit + "\n--- standard output\n" + String.join("\n", out)
                + "\n--- standard error\n" + String.join("\n", err);
    }
}
