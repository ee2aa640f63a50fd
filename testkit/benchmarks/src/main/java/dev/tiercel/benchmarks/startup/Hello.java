package dev.tiercel.benchmarks.startup;

/** An application with nothing to cache. */
final class Hello {
    private Hello() {}

    public static void main(String[] args) {
        System.out.println("hello");
    }
}
