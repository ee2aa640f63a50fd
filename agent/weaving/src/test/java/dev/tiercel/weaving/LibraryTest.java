package dev.tiercel.weaving;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LibraryTest {
    private static void assertAll(Library expected, String... names) {
        assertThat(List.of(names)).allSatisfy(name -> {
            assertThat(Library.of(name)).isEqualTo(expected);
            assertThat(Library.isForeign(name)).isEqualTo(expected != Library.NONE);
        });
    }

    @Test
    void libraries_areKnownByHowTheNamesOfTheirClassesBegin() {
        assertAll(
                Library.PASSED_OVER,
                "ch/qos/logback/X",
                "sun/X",
                "io/micronaut/",
                "io/netty/util/X",
                "jdk/nio/zipfs/X");
        assertAll(Library.NONE, "a/X", "ch/qos/logging/X", "io/nettyx/X", "io/nett/X", "X", "zzz/X", "org/h2", "");
    }

    @Test
    void aPartOfALibrary_mayBeKnownForJdbc() {
        assertAll(
                Library.WITH_JDBC,
                "org/h2/jdbc/JdbcConnection",
                "org/h2/jdbcx/JdbcXAConnection",
                "oracle/jdbc/X",
                "io/micronaut/data/connection/jdbc/advice/X",
                "com/zaxxer/hikari/pool/X");
        assertAll(
                Library.PASSED_OVER,
                "org/h2/a/X",
                "org/h2/mvstore/X",
                "org/h2/jdb/X",
                "io/micronaut/data/X",
                "io/micronaut/data/connection/jdbcx/X",
                "com/zaxxer/hikari/X",
                "com/zaxxer/sparsebits/X");
    }

    @Test
    void theApi_isPassedOver_butNotWhatIsBelow() {
        assertAll(Library.PASSED_OVER, "dev/tiercel/Cached", "dev/tiercel/weaving/X", "dev/tiercel/shaded/X");
        assertAll(Library.NONE, "dev/tiercel/sample/X");
    }

    @Test
    void proxiesOfTheJdk_areOfNone() {
        assertAll(Library.NONE, "jdk/proxy1/$Proxy2", "com/sun/proxy/$Proxy2", "com/sun/proxy/jdk/proxy1/$Proxy5");
    }
}
