package dev.tiercel.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiercel.config.Endpoint;
import org.junit.jupiter.api.Test;

class ClusterViewTest {
    private static final Endpoint ASKED = new Endpoint("cache", 7000);
    private static final String NODES = """
            a1 127.0.0.1:7000@17000 myself,master - 0 0 1 connected 0-5460
            b2 127.0.0.1:7001@17001,host-b master - 0 1 7 connected 5461-10922 10930 [5461->-c3]
            c3 127.0.0.1:7002@17002 master,fail - 0 1 3 disconnected 10923-10929 10931-16383
            d4 127.0.0.1:7003@17003 slave a1 0 1 1 connected
            e5 127.0.0.1:7004@17004 slave,fail a1 0 1 1 disconnected
            f6 :0@0 master,noaddr - 0 1 0 disconnected
            """;

    @Test
    void mastersHaveTheirSlotsAndReplicas() {
        ClusterView view = ClusterView.parse(NODES, ASKED, false);

        assertThat(view.epoch()).isEqualTo(7);
        assertThat(view.masters())
                .extracting(ClusterView.Master::endpoint)
                .containsExactly(
                        new Endpoint("127.0.0.1", 7000),
                        new Endpoint("127.0.0.1", 7001),
                        new Endpoint("127.0.0.1", 7002));
        assertThat(view.masters().get(0).replicas()).containsExactly(new Endpoint("127.0.0.1", 7003));
        assertThat(view.masters().get(1).ranges()).containsExactly(new int[] {5461, 10922}, new int[] {10930, 10930});
    }

    @Test
    void nodeThatDoesNotKnowItsAddress_isWhereItWasAsked() {
        ClusterView view = ClusterView.parse("a1 :7000@17000 myself,master - 0 0 1 connected 0-16383\n", ASKED, false);
        assertThat(view.masters().get(0).endpoint()).isEqualTo(ASKED);
    }

    @Test
    void announcedNames_areUsedWhereTheyAreAskedFor() {
        String nodes = """
                a1 127.0.0.1:7000@17000,host-a,shard-id=1 master - 0 0 1 connected 0-5460
                b2 127.0.0.1:7001@17001,,shard-id=2 master - 0 0 1 connected 5461-10922
                c3 127.0.0.1:7002@17002,shard-id=3 master - 0 0 1 connected 10923-16383
                d4 127.0.0.1:7003@17003,host-d slave a1 0 1 1 connected
                """;
        ClusterView view = ClusterView.parse(nodes, ASKED, true);
        assertThat(view.masters())
                .extracting(ClusterView.Master::endpoint)
                .containsExactly(
                        new Endpoint("host-a", 7000), new Endpoint("127.0.0.1", 7001), new Endpoint("127.0.0.1", 7002));
        assertThat(view.masters().get(0).replicas()).containsExactly(new Endpoint("host-d", 7003));
        assertThat(ClusterView.parse(nodes, ASKED, false).masters().get(0).endpoint())
                .isEqualTo(new Endpoint("127.0.0.1", 7000));
    }

    @Test
    void ipv6Address_isRead() {
        ClusterView view = ClusterView.parse("a1 ::1:7000@17000 master - 0 0 1 connected 0-16383\n", ASKED, false);
        assertThat(view.masters().get(0).endpoint()).isEqualTo(new Endpoint("::1", 7000));
    }

    @Test
    void shape_isTheSameForTheSameSlots() {
        String otherOrder = NODES.lines().sorted((a, b) -> b.compareTo(a)).reduce("", (a, b) -> a + b + "\n");
        assertThat(ClusterView.parse(otherOrder, ASKED, false).shape())
                .isEqualTo(ClusterView.parse(NODES, ASKED, false).shape());
        assertThat(ClusterView.parse(NODES.replace("0-5460", "0-5459"), ASKED, false)
                        .shape())
                .isNotEqualTo(ClusterView.parse(NODES, ASKED, false).shape());
    }
}
