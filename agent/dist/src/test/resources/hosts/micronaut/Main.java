package hosts.micronaut;

import hosts.Arrival;
import hosts.Talk;
import io.micronaut.context.ApplicationContext;

public final class Main {
    private Main() {}

    public static void main(String[] args) throws Throwable {
        Arrival.asTold();
        try (ApplicationContext context = ApplicationContext.run()) {
            new Talk(context.getBean(Products.class)).untilTheEnd();
        }
    }
}
