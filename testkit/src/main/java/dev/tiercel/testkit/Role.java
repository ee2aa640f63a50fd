package dev.tiercel.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** What a redis-server is to be: which of the docker files it runs from, and what is filled in. */
enum Role {
    NODE {
        @Override
        String configuration(Ports ports) {
            return resource("redis.conf");
        }
    },
    CLUSTER_NODE {
        @Override
        String configuration(Ports ports) {
            // Redis would take its port + 10000 for the bus, which may be anybody's.
            return resource("redis.conf") + resource("cluster.conf") + "cluster-port " + ports.take() + "\n";
        }
    },
    SENTINEL {
        @Override
        String configuration(Ports ports) {
            // The file names the master of the compose files; a second line of this kind would be an error.
            return resource("sentinel.conf")
                    .lines()
                    .filter(line -> !line.startsWith("sentinel monitor "))
                    .collect(Collectors.joining("\n", "", "\n"));
        }

        @Override
        List<String> arguments() {
            return List.of("--sentinel");
        }
    };

    abstract String configuration(Ports ports);

    List<String> arguments() {
        return List.of();
    }

    /** A file of docker/, as it is deployed. */
    static String resource(String name) {
        try (InputStream in = Role.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new RedisServerException(name + " is missing in the test kit's jar: build it again");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new RedisServerException("cannot read the test kit's " + name, e);
        }
    }
}
