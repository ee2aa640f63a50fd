package hosts.micronaut;

import hosts.Talk;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;

public final class Main {
    private Main() {}

    public static void main(String[] args) throws IOException {
        try (ApplicationContext context = ApplicationContext.run()) {
            new Talk(context.getBean(Products.class)).untilTheEnd();
        }
    }
}
