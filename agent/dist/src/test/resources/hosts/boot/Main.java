package hosts.boot;

import hosts.Arrival;
import hosts.Talk;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

@SpringBootApplication
public class Main {
    public static void main(String[] args) throws Throwable {
        Arrival.asTold();
        System.exit(SpringApplication.exit(SpringApplication.run(Main.class, args)));
    }

    @Bean
    CommandLineRunner talk(Products products) {
        return args -> new Talk(products).untilTheEnd();
    }
}
