package dev.tiercel.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tiercel.testkit.RedisServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Applications that know nothing of the agent, not even its annotations, are cached as the rules of a file say. */
class RulesIT {
    @TempDir
    Path temp;

    private ForkedJvm program(Jdk jdk, String main, List<Path> classPath, String... rules) {
        try {
            Path file = Files.writeString(temp.resolve("given.yaml"), "rules:\n" + String.join("\n", rules) + "\n");
            return ForkedJvm.of(jdk, main)
                    .withoutRedis()
                    .verifyingAll()
                    .classPath(classPath)
                    .property("tiercel.config", file.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Path> compiled(String folder, String release) {
        List<Path> classPath = libraries();
        Path classes =
                Compiled.into(folder(folder), "rules/" + folder, classPath, "--release", release, "-Xlint:-options");
        classPath.add(0, classes);
        return classPath;
    }

    private Path folder(String name) {
        try {
            return Files.createDirectories(temp.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> libraries() {
        try (Stream<Path> files = Files.list(Path.of("target/rules-libs"))) {
            return new ArrayList<>(files.map(Path::toAbsolutePath).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> ours(Ended ended) {
        return ended.err().stream().filter(line -> line.contains("[tiercel]")).toList();
    }

    @ParameterizedTest
    @MethodSource("dev.tiercel.agent.Jdks#all")
    void inheritedBodies_areCachedForTheObjectsOfTheNamedClassesOnly(Jdk jdk) {
        Ended ended = program(
                        jdk,
                        "shop.Main",
                        compiled("inherited", "8"),
                        "  - {class: shop.ProductDao, method: [findById, find], cache: products}",
                        "  - {class: shop.ProductDao, method: deleteById, action: invalidate, cache: products}",
                        "  - {class: shop.ProductDao, method: describe}",
                        "  - {class: shop.CustomerDao, method: 'find*', ttl: 60s}")
                .run()
                .well();

        // Two calls each, and how many bodies they ran.
        ended.assertThatOut()
                .containsExactly(
                        "order findById order 1, order 1 2",
                        "order find order 2, order 2 2",
                        "order describe OrderDao 3, OrderDao 3 2",
                        "order after-delete 1",
                        "product findById product 1, product 1 1",
                        "product find product 2, product 2 1",
                        "product describe ProductDao 3, ProductDao 3 1",
                        "product after-delete 1",
                        "customer findById customer 1, customer 1 1",
                        "customer find customer 2, customer 2 1",
                        "customer describe CustomerDao 3, CustomerDao 3 2",
                        "customer after-delete 0",
                        "special findById product 1, product 1 0",
                        "special find product 2, product 2 0",
                        "special describe ProductDao 3, ProductDao 3 0",
                        "special after-delete 1",
                        "order-again findById order 1, order 1 2",
                        "order-again find order 2, order 2 2",
                        "order-again describe OrderDao 3, OrderDao 3 2",
                        "order-again after-delete 1",
                        "absent 1");
        assertThat(ours(ended)).as(ended::toString).noneMatch(line -> line.contains("WARN"));
    }

    @Test
    void subclassesOf_haveEachItsOwnCache() {
        Ended ended = program(
                        Jdk.RUNNING,
                        "shop.Main",
                        compiled("inherited", "8"),
                        "  - {class: shop.OrderDao, method: '*', action: none}",
                        "  - {subclasses-of: shop.lib.BaseDao, method: 'find*'}",
                        "  - {implementations-of: shop.lib.Finder, method: describe}")
                .run()
                .well();

        ended.assertThatOut()
                .contains(
                        "order findById order 1, order 1 2",
                        "product findById product 1, product 1 1",
                        "product find product 2, product 2 1",
                        "product describe ProductDao 3, ProductDao 3 1",
                        "customer findById customer 1, customer 1 1",
                        "customer find customer 2, customer 2 1",
                        "customer describe CustomerDao 3, CustomerDao 3 1",
                        "special findById product 1, product 1 1",
                        "special describe SpecialProductDao 3, SpecialProductDao 3 1");
    }

    @ParameterizedTest
    @MethodSource("dev.tiercel.agent.Jdks#all")
    void repositoriesOfSpringData(Jdk jdk) {
        String cache = "shop.ProductRepository.findById";
        Ended ended = program(
                        jdk,
                        "shop.Main",
                        compiled("springdata", "17"),
                        "  - class: shop.*",
                        "    implementations-of: org.springframework.data.repository.CrudRepository",
                        "    method: findById",
                        "  - {class: shop.ProductRepository, method: named, cache: by-name}",
                        "  - {class: shop.ProductRepository, method: save, action: invalidate, cache: " + cache
                                + ", key: p0.id}",
                        "  - {class: shop.ProductRepository, method: save, action: invalidate, cache: by-name, all: true}",
                        "  - {class: shop.ProductRepository, method: deleteById, action: invalidate, cache: " + cache
                                + "}")
                .run()
                .well();

        ended.assertThatOut()
                .containsExactly(
                        "proxy true",
                        "findById product",
                        "named 1",
                        "inherited customer",
                        "after-save saved",
                        "named-after-save 0",
                        "cached-again true",
                        "after-delete false");
        assertThat(ours(ended)).as(ended::toString).noneMatch(line -> line.contains("WARN"));
    }

    @Test
    void repositoriesOfSpringData_areReadFromRedisAsTheirUsersTypes() {
        List<Path> classPath = compiled("springdata", "17");
        try (RedisServer redis = RedisServer.start()) {
            ForkedJvm program = program(
                            Jdk.RUNNING,
                            "shop.Main",
                            classPath,
                            "  - implementations-of: org.springframework.data.repository.CrudRepository",
                            "    method: findById")
                    .environment("REDIS_URL", redis.uri())
                    .environment("TIERCEL_REDIS_ENABLED", "true")
                    .environment("TIERCEL_REDIS_DEADLINE", "10s")
                    .property("shop.await", "true");
            onceRedisIsReady(program, redis).assertThatOut().contains("findById product", "inherited customer");

            Ended second = onceRedisIsReady(program.arguments("other"), redis);

            second.assertThatOut().contains("findById product", "inherited customer");
        }
    }

    /** Hears what others drop before it calls anything, and ends when Redis has what it loaded. */
    private static Ended onceRedisIsReady(ForkedJvm program, RedisServer redis) {
        try (RunningJvm running = program.start()) {
            running.awaitInSync();
            running.ask("call");
            running.awaitOut(line -> line.startsWith("after-delete"));
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(redis.command("KEYS", "tiercel:shop.*:1"))
                            .asInstanceOf(InstanceOfAssertFactories.LIST)
                            .hasSize(2));
            return running.awaitEnd().well();
        }
    }

    @ParameterizedTest
    @MethodSource("dev.tiercel.agent.Jdks#all")
    void mappersOfMyBatis(Jdk jdk) {
        Ended ended = program(
                        jdk,
                        "shop.Main",
                        compiled("mybatis", "8"),
                        "  - {class: shop.ProductMapper, method: find, cache: products}",
                        "  - class: shop.ProductMapper",
                        "    method: rename",
                        "    parameters: [String, long]",
                        "    action: invalidate",
                        "    cache: products",
                        "    key: p1")
                .run()
                .well();

        ended.assertThatOut()
                .containsExactly("find first", "find first", "after-rename renamed", "absent null", "absent null");
        assertThat(ours(ended)).as(ended::toString).noneMatch(line -> line.contains("WARN"));
    }

    @ParameterizedTest
    @MethodSource("dev.tiercel.agent.Jdks#all")
    void anApplicationInTomcat_isCached_andGoesWhenItIsUndeployed(Jdk jdk) {
        List<Path> container = compiled("webapp/host", "17");
        Path application = folder("application");
        Compiled.into(folder("application/WEB-INF/classes"), "rules/webapp/app", container, "--release", "17");

        Ended ended = program(
                        jdk, "shop.host.Main", container, "  - {class: shop.web.ProductDao, method: [find, inherited]}")
                .arguments(application.toString(), folder("work").toString())
                .run()
                .well();

        ended.assertThatOut()
                .containsExactly(
                        "product 1, product 2, bodies 2",
                        "apart true",
                        "product 1, product 2, bodies 2",
                        "apart true",
                        "product 1, product 2, bodies 2",
                        "apart true",
                        "collected 3");
        assertThat(ours(ended)).as(ended::toString).noneMatch(line -> line.contains("WARN"));
    }

    @Test
    void aClassOfALibraryThatIsSkippedOtherwise_isReachedByItsName() {
        Ended ended = program(
                        Jdk.RUNNING,
                        "shop.Main",
                        compiled("mybatis", "8"),
                        "  - {class: org.apache.ibatis.session.defaults.DefaultSqlSessionFactory, method: getConfiguration}",
                        "  - {class: '**.DefaultSqlSession', method: getConnection}")
                .run()
                .well();

        assertThat(ours(ended))
                .as(ended::toString)
                .anyMatch(line -> line.contains("DefaultSqlSessionFactory.getConfiguration")
                        || line.contains("DefaultSqlSessionFactory: getConfiguration"))
                .noneMatch(line -> line.contains("getConnection"));
    }

    @Test
    void rulesThatDoNothing_areTold() {
        Ended ended = program(
                        Jdk.RUNNING,
                        "shop.Main",
                        compiled("inherited", "8"),
                        "  - {class: shop.ProductDao, method: 'find*', parameters: [int]}",
                        "  - {class: shop.CustomerDao, method: findByID}",
                        "  - {class: shop.CustomerDao, implementations-of: shop.Nothing, method: find}",
                        "  - {class: shop.ProductDao, method: deleteById}",
                        "  - {class: shop.ProductDao, method: findById, key: id.number}")
                .run()
                .well();

        String at = "given.yaml line ";
        assertThat(ours(ended))
                .as(ended::toString)
                .hasSize(5)
                .satisfiesExactlyInAnyOrder(
                        line -> assertThat(line)
                                .contains(
                                        at + "2 column 5 does nothing: shop.ProductDao has no method find*(int); it has"
                                                + " findById(java.lang.Long), find(java.lang.Long)"),
                        line -> assertThat(line)
                                .contains(
                                        at + "3 column 5 does nothing: shop.CustomerDao has no method findByID; it has"
                                                + " findById(java.lang.Long)"),
                        line -> assertThat(line)
                                .contains(
                                        at + "4 column 5 does nothing: shop.CustomerDao is no subtype of shop.Nothing"),
                        line -> assertThat(line)
                                .contains(
                                        "WARN ProductDao.deleteById is left alone: it returns nothing that could be kept;"
                                                + " name other methods in the rule (rule at ",
                                        at + "5 column 5)"),
                        line -> assertThat(line)
                                .contains(
                                        "WARN ProductDao.findById is left alone: key = \"id.number\": it has no parameter id;"
                                                + " allowed: p0",
                                        at + "6 column 5)"));
    }

    @Test
    void withoutRules_nothingIsDone() {
        Ended ended = program(Jdk.RUNNING, "shop.Main", compiled("inherited", "8"))
                .run()
                .well();

        ended.assertThatOut().contains("product findById product 1, product 1 2");
        ended.assertThatErr().isEmpty();
    }
}
