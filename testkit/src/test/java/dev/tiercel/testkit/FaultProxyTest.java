package dev.tiercel.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tiercel.testkit.FaultProxy.Direction;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultProxyTest {
    private static RedisServer redis;

    private final List<Socket> clients = new ArrayList<>();
    private FaultProxy proxy;

    @BeforeAll
    static void startRedis() {
        redis = RedisServer.start();
    }

    @AfterAll
    static void endRedis() {
        redis.close();
    }

    @BeforeEach
    void start() {
        proxy = FaultProxy.of(redis);
    }

    @AfterEach
    void end() throws IOException {
        proxy.close();
        for (Socket client : clients) {
            client.close();
        }
    }

    @Test
    void passesOn_andCounts() throws IOException {
        Socket one = connect();
        Socket two = connect();
        assertThat(echo(one, "a")).isEqualTo("a");
        assertThat(echo(two, "b")).isEqualTo("b");
        assertThat(proxy.connections()).isEqualTo(2);

        one.close();

        await().until(() -> proxy.connections() == 1);
        assertThat(proxy.accepted()).isEqualTo(2);
        assertThat(echo(two, "c")).isEqualTo("c");
    }

    @Test
    void largeValues_passWhole_throughAClientThatReadsLate() throws IOException {
        byte[] value = new byte[20_000_000];
        redis.set("large", value);
        Socket client = connect();
        send(client, "GET large\r\n");
        assertThat(echo(connect(), "meanwhile")).isEqualTo("meanwhile");
        assertThat(client.getInputStream().readNBytes(11 + value.length + 2)).hasSize(11 + value.length + 2);
    }

    @Test
    void latency_isAddedEachWay_andOrderIsKept() throws IOException {
        Socket client = connect();
        echo(client, "warm");
        proxy.latency(Duration.ofMillis(100), Duration.ofMillis(10));

        long start = System.nanoTime();
        String[] words = IntStream.range(0, 50).mapToObj(String::valueOf).toArray(String[]::new);
        for (String word : words) {
            send(client, "ECHO " + word + "\r\n");
        }
        for (String word : words) {
            assertThat(line(client)).startsWith("$");
            assertThat(line(client)).isEqualTo(word);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(200));
    }

    @Test
    void latencyOfOneDirection_andHeal_deliversAtOnce() throws IOException {
        Socket client = connect();
        proxy.latency(Direction.REPLIES, Duration.ofMinutes(10), Duration.ZERO);
        redis.command("DEL", "arrived");
        send(client, "SET arrived 1\r\n");
        await().until(() -> redis.command("GET", "arrived") != null);
        assertSilent(client);

        proxy.heal();

        assertThat(line(client)).isEqualTo("+OK");
    }

    @Test
    void bandwidth_isALimit() throws IOException {
        redis.set("half", new byte[50_000]);
        Socket client = connect();
        echo(client, "warm");
        proxy.bandwidth(100_000);

        long start = System.nanoTime();
        send(client, "GET half\r\n");
        assertThat(client.getInputStream().readNBytes(50_010)).hasSize(50_010);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(400));

        proxy.bandwidth(1);
        send(client, "GET half\r\n");
        proxy.heal();
        assertThat(client.getInputStream().readNBytes(50_010)).hasSize(50_010);
    }

    @Test
    void hang_holdsWhatIsSent_andHealDeliversItInOrder() throws IOException {
        Socket before = connect();
        echo(before, "warm");
        proxy.hang();
        Socket during = connect();
        String words = IntStream.range(0, 1_000).mapToObj(i -> "ECHO " + i).collect(Collectors.joining("\r\n"));
        send(before, words + "\r\n");
        send(during, "ECHO new\r\n");
        assertSilent(before);
        assertSilent(during);

        proxy.heal();

        for (int i = 0; i < 1_000; i++) {
            assertThat(line(before)).startsWith("$");
            assertThat(line(before)).isEqualTo(String.valueOf(i));
        }
        assertThat(line(during)).isEqualTo("$3");
    }

    @Test
    void hang_canEndInAReset() throws IOException {
        Socket client = connect();
        echo(client, "warm");
        proxy.hang();
        send(client, "PING\r\n");
        proxy.reset();
        assertReset(client);

        proxy.heal();
        assertThat(echo(connect(), "again")).isEqualTo("again");
    }

    @Test
    void halfOpen_letsRequestsThrough_andNoReplies() throws IOException {
        Socket client = connect();
        redis.command("DEL", "arrived");
        proxy.halfOpen(Direction.REPLIES);
        send(client, "SET arrived 1\r\n");
        await().until(() -> redis.command("GET", "arrived") != null);
        assertSilent(client);
        proxy.heal();
        assertThat(line(client)).isEqualTo("+OK");
    }

    @Test
    void halfOpen_letsRepliesThrough_andNoRequests() throws IOException {
        Socket subscriber = connect();
        send(subscriber, "SUBSCRIBE news\r\n");
        assertThat(IntStream.range(0, 6).mapToObj(i -> line(subscriber)).toList())
                .endsWith("news", ":1");
        proxy.halfOpen(Direction.REQUESTS);

        redis.command("PUBLISH", "news", "heard");
        assertThat(IntStream.range(0, 7).mapToObj(i -> line(subscriber)).toList())
                .endsWith("heard");
        send(subscriber, "PING\r\n");
        assertSilent(subscriber);

        proxy.heal();
        assertThat(line(subscriber)).isEqualTo("*2");
    }

    @Test
    void reset_endsConnectionsByRst_andServesNewOnes() throws IOException {
        Socket client = connect();
        echo(client, "warm");
        proxy.reset();
        assertThat(proxy.connections()).isZero();
        assertReset(client);
        assertThat(echo(connect(), "new")).isEqualTo("new");
    }

    @Test
    void drop_endsConnectionsByFin_andServesNewOnes() throws IOException {
        Socket client = connect();
        echo(client, "warm");
        proxy.drop();
        assertThat(client.getInputStream().read()).isEqualTo(-1);
        assertThat(echo(connect(), "new")).isEqualTo("new");
    }

    @Test
    void cutReplies_letsThatManyBytesThrough_inEachConnection() throws IOException {
        Socket before = connect();
        assertThat(echo(before, "uncounted")).isEqualTo("uncounted");
        proxy.cutReplies(5);
        for (Socket client : List.of(before, connect())) {
            send(client, "ECHO 0123456789\r\n");
            assertThat(client.getInputStream().readAllBytes()).asString().isEqualTo("$10\r\n");
        }
        proxy.cutReplies(0);
        Socket none = connect();
        send(none, "PING\r\n");
        assertThat(none.getInputStream().readAllBytes()).isEmpty();

        proxy.heal();
        assertThat(echo(connect(), "0123456789")).isEqualTo("0123456789");
    }

    @Test
    void refuse_letsNobodyIn_keepsOpenConnections_andHealReturnsToThePort() throws IOException {
        Socket client = connect();
        echo(client, "warm");
        proxy.refuse();
        proxy.refuse();
        assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
        assertThat(echo(client, "still")).isEqualTo("still");

        proxy.heal();
        assertThat(echo(connect(), "new")).isEqualTo("new");
    }

    @Test
    void retarget_leadsNewConnectionsElsewhere_andIsKept() throws IOException {
        try (RedisServer other = RedisServer.start()) {
            redis.command("SET", "name", "one");
            other.command("SET", "name", "two");
            Socket client = connect();
            assertThat(get(client)).isEqualTo("one");

            proxy.retarget(other.host(), other.port());
            proxy.heal();

            assertThat(get(client)).isEqualTo("one");
            assertThat(get(connect())).isEqualTo("two");
        }
    }

    @Test
    void serverThatIsAway_looksLikeABrokenConnection() throws IOException {
        proxy.retarget("127.0.0.1", RedisServer.freePort());
        assertReset(connect());
    }

    @Test
    void close_endsEverything_andMayBeCalledAgain() throws IOException {
        Socket client = connect();
        echo(client, "warm");
        proxy.close();
        proxy.close();
        assertReset(client);
        assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
        assertThatThrownBy(proxy::heal)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().equals("fault-proxy-" + proxy.port()));
    }

    @Test
    void nonsense_isNamed() {
        assertThatThrownBy(() -> proxy.bandwidth(0)).hasMessageContaining("bytesPerSecond is [0]");
        assertThatThrownBy(() -> proxy.cutReplies(-1)).hasMessageContaining("afterBytes is [-1]");
        assertThatThrownBy(() -> proxy.latency(Duration.ofMillis(-1))).hasMessageContaining("delay is [PT-0.001S]");
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(proxy.host(), proxy.port());
        socket.setSoTimeout(10_000);
        clients.add(socket);
        return socket;
    }

    private static void send(Socket client, String text) throws IOException {
        client.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String echo(Socket client, String word) throws IOException {
        send(client, "ECHO " + word + "\r\n");
        line(client);
        return line(client);
    }

    private static String get(Socket client) throws IOException {
        send(client, "GET name\r\n");
        line(client);
        return line(client);
    }

    private static String line(Socket client) {
        try {
            StringBuilder line = new StringBuilder();
            for (int c = client.getInputStream().read();
                    c != '\n';
                    c = client.getInputStream().read()) {
                assertThat(c).as("a byte of a line that began with [%s]", line).isNotNegative();
                line.append((char) c);
            }
            return line.substring(0, line.length() - 1);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void assertSilent(Socket client) throws IOException {
        client.setSoTimeout(100);
        assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
        client.setSoTimeout(10_000);
    }

    private static void assertReset(Socket client) {
        assertThatThrownBy(() -> client.getInputStream().read())
                .isInstanceOf(SocketException.class)
                .hasMessageContaining("reset");
    }
}
