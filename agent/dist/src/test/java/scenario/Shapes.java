package scenario;

/** Cached methods of every shape that an application may have; prints nothing but the reports. */
public final class Shapes {
    private Shapes() {}

    public static void main(String[] args) throws Exception {
        Declarations.run();
        Inheritance.run();
        Generics.run();
        Proxies.run();
        KeyParameters.run();
        ReturnedTypes.run();
        Stages.run();
        Conditions.run();
        Throwing.run();
        Recursion.run();
        LongBodies.run();
    }
}
