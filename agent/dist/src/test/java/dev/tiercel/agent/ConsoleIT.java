package dev.tiercel.agent;

import org.junit.jupiter.api.Test;

/** What is told of the cached methods: by the log, and by the API for a console. */
class ConsoleIT {
    @Test
    void methodsCachesAndHowValuesAreHandedOut() {
        try (RunningJvm program = ForkedJvm.of("scenario.Console")
                .withoutRedis()
                .property("tiercel.caches.products.search.ttl", "90s")
                .start()) {
            Ended console = program.awaitEnd().well();

            console.assertThatOut()
                    .containsExactly(
                            "CachedMethod[method=Console.find, cache=products, kind=READ, values=Optional[SHARED],"
                                    + " ttl=Optional[PT7M]]",
                            "CachedMethod[method=Console.search, cache=products.search, kind=READ, values=Optional[COPIED],"
                                    + " ttl=Optional[PT1M30S]]",
                            "CachedMethod[method=Console.update, cache=products, kind=WRITE, values=Optional.empty,"
                                    + " ttl=Optional.empty]");
            console.assertThatErr().isEmpty();
        }
    }

    @Test
    void withoutTheAgent_nothingIsKnown() {
        ForkedJvm.of("scenario.Console")
                .withoutAgent()
                .run()
                .well()
                .assertThatOut()
                .isEmpty();
    }

    @Test
    void oneLineForEachWovenClass() {
        try (RunningJvm program = ForkedJvm.of("scenario.Probes")
                .withoutRedis()
                .classPath(ProbeIT.CLASS_PATH)
                .start()) {
            program.awaitErr(
                    line -> line.equals("[tiercel] INFO Probes: find (rows, shared), fail (failures, shared)"));
        }
    }
}
