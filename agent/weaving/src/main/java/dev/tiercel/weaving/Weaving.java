package dev.tiercel.weaving;

import java.util.List;

/**
 * What is woven, and how, as one configuration says it. Thread-safe.
 *
 * @param generation 0 for the first; one more for each that a change of the configuration has made
 * @param candidates which classes are looked at
 * @param weaver what rewrites them
 * @param receivers what is said of inherited bodies
 */
record Weaving(int generation, Candidates candidates, Weaver weaver, Receivers receivers) {
    /** What no name and no descriptor of a method has in it. */
    private static final char MARK = '.';

    static Weaving of(int generation, List<Dialect> dialects, Receivers receivers, Report report) {
        Weaver weaver = new Weaver(dialects, mark(generation), report);
        return new Weaving(generation, new Candidates(dialects), weaver, receivers);
    }

    /** A method's name and descriptor, as a constant of this generation names it. */
    String marked(String id) {
        return id + mark(generation);
    }

    private static String mark(int generation) {
        return generation == 0 ? "" : MARK + String.valueOf(generation);
    }

    /** The generation of a constant's method, as a weaver marks it. */
    static int generation(String marked) {
        int at = marked.indexOf(MARK);
        return at < 0 ? 0 : Integer.parseInt(marked.substring(at + 1));
    }

    /** Name and descriptor of a constant's method. */
    static String unmarked(String marked) {
        int at = marked.indexOf(MARK);
        return at < 0 ? marked : marked.substring(0, at);
    }
}
