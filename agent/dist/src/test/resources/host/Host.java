package host;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.tiercel.CacheTrace;
import dev.tiercel.Cached;
import dev.tiercel.Synchrony;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.bytebuddy.ByteBuddy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;

/** An application with libraries of its own, older than the agent's, that uses them all while it is cached. */
public final class Host {
    private Host() {}

    public static void main(String[] args) throws Exception {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        ownLibraries();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        System.out.println("ready");
        in.readLine();
        while (!Synchrony.now().orElseThrow().inSync()) {
            Thread.sleep(1);
        }
        for (int i = 0; i < 3; i++) {
            CacheTrace<List<String>> trace = CacheTrace.of(() -> find(7));
            System.out.println(trace.outcome().get() + " " + trace.value());
        }
        isolation(context);
        LoggerFactory.getLogger(Host.class).info("the host's own log");
        in.readLine();
    }

    @Cached(cache = "host")
    static List<String> find(int id) {
        return new ArrayList<>(List.of("row", "" + id));
    }

    private static void ownLibraries() throws Exception {
        RedisClient client = RedisClient.create(System.getenv("REDIS_URL"));
        try (StatefulRedisConnection<String, String> connection = client.connect()) {
            connection.sync().set("host-key", "host-value");
            say("lettuce", RedisClient.class, connection.sync().get("host-key"));
        }
        client.shutdown();
        Cache<String, String> cache = Caffeine.newBuilder().maximumSize(10).build();
        cache.put("a", "b");
        say("caffeine", Caffeine.class, cache.getIfPresent("a"));
        say("caffeine-of-old", Class.forName("com.github.benmanes.caffeine.cache.CacheWriter"), "there");
        ObjectMapper mapper = new ObjectMapper();
        say("jackson", ObjectMapper.class, mapper.readValue("{\"a\":1}", Map.class));
        say("reactor", Flux.class, Flux.just(1, 2).map(n -> n + 1).collectList().block());
        Object made = new ByteBuddy()
                .subclass(Object.class)
                .name("host.Made")
                .make()
                .load(Host.class.getClassLoader())
                .getLoaded()
                .getDeclaredConstructor()
                .newInstance();
        say("bytebuddy", ByteBuddy.class, made.getClass().getName());
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        meters.counter("host").increment();
        say("micrometer", MeterRegistry.class, meters.counter("host").count());
        say("slf4j", Logger.class, LoggerFactory.getLogger(Host.class).getClass().getSimpleName());
    }

    private static void isolation(ClassLoader context) {
        ClassLoader mine = Host.class.getClassLoader();
        boolean sees = false;
        for (String name : List.of(
                "dev.tiercel.shaded.lettuce.core.RedisClient",
                "dev.tiercel.shaded.caffeine.cache.Caffeine",
                "dev.tiercel.weaving.Agent",
                "dev.tiercel.boot.Engine",
                "core.dev.tiercel.boot.Engine")) {
            try {
                Class.forName(name, false, mine);
                sees = true;
            } catch (ClassNotFoundException expected) {
                continue;
            }
        }
        System.out.println("sees-our-classes " + sees);
        System.out.println("sees-our-resources "
                + (mine.getResource("dev/tiercel/boot/Engine.class") != null
                        || mine.getResource("META-INF/services/dev.tiercel.shaded.slf4j.spi.SLF4JServiceProvider")
                                != null));
        System.out.println(
                "context-unchanged " + (context == mine && Thread.currentThread().getContextClassLoader() == mine));
        List<String> bad = new ArrayList<>();
        int ours = 0;
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("tiercel-")) {
                ours++;
                if (!thread.isDaemon() || isOfTheApplication(thread.getContextClassLoader())) {
                    bad.add(thread.getName());
                }
            } else if (hasOurCode(thread)) {
                bad.add(thread.getName() + " is not named as ours");
            }
        }
        System.out.println("our-threads " + (ours > 0));
        System.out.println("bad-threads " + bad);
    }

    private static boolean isOfTheApplication(ClassLoader loader) {
        for (ClassLoader at = Host.class.getClassLoader(); at != null; at = at.getParent()) {
            if (at == loader && at != ClassLoader.getPlatformClassLoader()) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasOurCode(Thread thread) {
        for (StackTraceElement frame : thread.getStackTrace()) {
            if (frame.getClassName().startsWith("dev.tiercel.shaded.")) {
                return true;
            }
        }
        return false;
    }

    private static void say(String library, Class<?> type, Object value) {
        String place = type.getProtectionDomain().getCodeSource().getLocation().getPath();
        System.out.println("own " + library + " " + place.substring(place.lastIndexOf('/') + 1) + " " + value);
    }
}
