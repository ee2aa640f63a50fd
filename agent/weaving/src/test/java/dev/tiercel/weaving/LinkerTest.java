package dev.tiercel.weaving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiercel.CacheInvalidate;
import dev.tiercel.Cached;
import dev.tiercel.boot.Engine;
import dev.tiercel.config.ConfigSources;
import dev.tiercel.log.EventLog;
import dev.tiercel.weaving.Weaver.Woven;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodType;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of reads where something else could not be linked. */
class LinkerTest {
    static final class Shop {
        @Cached(cache = "products")
        String find(String id) {
            return id;
        }

        @CacheInvalidate(cache = "products")
        void save(@SuppressWarnings("unused") String id) {}
    }

    private static final String FIND = "find(Ljava/lang/String;)Ljava/lang/String;";
    private static final String SAVE = "save(Ljava/lang/String;)V";
    private static final MethodType ANY = MethodType.genericMethodType(1);

    private final List<String> lines = new ArrayList<>();
    private final EventLog log = EventLog.to(lines::add);
    private final Instrumentation none = (Instrumentation) Proxy.newProxyInstance(
            LinkerTest.class.getClassLoader(), new Class<?>[] {Instrumentation.class}, (proxy, method, arguments) -> {
                throw new AssertionError(method);
            });
    private final Engine engine = new Engine(
            new ConfigSources(Map.of(), Map.of("REDIS_ENABLED", "false"), null, () -> null), "1", Runnable::run, log);
    private boolean broken;
    private final Linker linker = new Linker(
            () -> {
                if (broken) {
                    throw new StackOverflowError();
                }
                return engine.caches();
            },
            engine.transactions(),
            engine.registries(),
            new Bodies(none),
            new Honoured(),
            log);

    @BeforeEach
    void weave() {
        Report report = new Report(log);
        List<Dialect> own = List.of(new OwnDialect());
        Woven woven = new Weaver(own, "", report)
                .weave(Shop.class.getClassLoader(), Shop.class.getName(), ClassShapeTest.Files.of(Shop.class));
        assertThat(woven).isNotNull();
        Weaving first = Weaving.of(0, own, new Receivers(none, new Announcer(log), log), report);
        linker.expect(first, Shop.class.getClassLoader(), Shop.class.getName(), woven.methods());
        assertThat(linker.isLive(Shop.class, FIND)).isTrue();
    }

    @AfterEach
    void close() {
        engine.close();
    }

    /** Links it as a woven class does, which may be told nothing. */
    private boolean isLinked(Role role, String method) {
        return linker.link(Shop.class, role, ANY, method) != null;
    }

    @Test
    void changeThatCannotBeLinked_endsEveryReadForGood() {
        broken = true;
        assertThat(isLinked(Role.AFTER, SAVE)).isFalse();
        broken = false;
        assertThat(linker.isLive(Shop.class, FIND)).isFalse();
        assertThat(lines).last().asString().contains("ERROR Everything runs uncached from now on", SAVE);

        linker.pause();
        linker.resume();
        linker.renew();
        assertThat(linker.isLive(Shop.class, FIND))
                .as("after an attach or a reload too")
                .isFalse();
    }

    @Test
    void changeThatCannotBeLinkedDuringAnAttach_isNotForgottenAtItsEnd() {
        linker.pause();
        broken = true;
        assertThat(isLinked(Role.AFTER, SAVE)).isFalse();
        broken = false;
        linker.resume();
        assertThat(linker.isLive(Shop.class, FIND)).isFalse();
    }

    /** What is changed in a transaction would be dropped before its commit only, and could be cached once more until then. */
    @ParameterizedTest
    @EnumSource(names = {"JDBC_BEGIN", "JDBC_END"})
    void callOfJdbcThatCannotBeLinked_endsEveryReadForGood(Role role) {
        assertThat(isLinked(role, "NO_SUCH_CALL")).isFalse();
        assertThat(linker.isLive(Shop.class, FIND)).isFalse();
        assertThat(lines).last().asString().contains("ERROR Everything runs uncached from now on");
    }

    @Test
    void readThatCannotBeLinked_endsNoOther() {
        broken = true;
        assertThat(isLinked(Role.OPEN, "other" + FIND)).isFalse();
        assertThat(isLinked(Role.BEGIN, SAVE)).isFalse();
        assertThat(linker.isLive(Shop.class, FIND)).isTrue();
    }
}
