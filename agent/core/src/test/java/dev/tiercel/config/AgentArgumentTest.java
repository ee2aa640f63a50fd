package dev.tiercel.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgentArgumentTest {
    @Test
    void pairs_areSettings() {
        TiercelConfig config = Sources.none()
                .argument("prefix=shop, tiercel.redis.port = 7000,redis.password=a=b,")
                .config();

        assertThat(config.prefix()).isEqualTo("shop");
        assertThat(config.redis().target().nodes().get(0).port()).isEqualTo(7000);
        assertThat(config.redis().login().password()).isEqualTo("a=b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void empty_isNone(String argument) {
        assertThat(Sources.none().argument(argument).config()).isEqualTo(TiercelConfig.DEFAULT);
    }

    @Test
    void partWithoutEquals_isAnError() {
        assertThat(Sources.none().argument("redis.password=a,b").error())
                .isEqualTo("agent argument: its part 2 is not key=value; give a value that has a comma in it by"
                        + " system property, environment or file");
    }

    @Test
    void keyTwice_isAnError() {
        assertThat(Sources.none().argument("prefix=a,prefix=b").error())
                .isEqualTo("prefix: is given twice (agent argument and agent argument); keep one");
    }

    @Test
    void unknownKey_warnsWithTheNearestName() {
        assertThat(Sources.none().argument("confg=/etc/tiercel.yaml").warning())
                .isEqualTo("confg: no such setting (agent argument), ignored; did you mean config?");
    }
}
