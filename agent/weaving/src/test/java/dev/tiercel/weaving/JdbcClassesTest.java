package dev.tiercel.weaving;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import shop.JdbcTypes.Both;
import shop.JdbcTypes.Dao;
import shop.JdbcTypes.Direct;
import shop.JdbcTypes.DriverConnection;
import shop.JdbcTypes.Prepared;
import shop.JdbcTypes.Silent;
import shop.JdbcTypes.Wrapper;

/** Which classes implement JDBC, in whatever way, and that no others are taken for it. */
class JdbcClassesTest {
    private final JdbcClasses classes = new JdbcClasses();

    private Set<JdbcType> types(Class<?> type, String name) {
        return classes.typesOf(
                JdbcClassesTest.class.getClassLoader(), name, ClassShape.read(ClassShapeTest.Files.of(type)));
    }

    @Test
    void classesOfJdbc_areFoundByWhatTheyExtend() {
        assertThat(types(Direct.class, "shop/X")).containsExactly(JdbcType.CONNECTION);
        assertThat(types(Wrapper.class, "shop/X")).containsExactly(JdbcType.CONNECTION);
        assertThat(types(Prepared.class, "shop/X")).containsExactly(JdbcType.STATEMENT);
        assertThat(types(Both.class, "shop/X")).containsExactly(JdbcType.CONNECTION, JdbcType.XA_RESOURCE);
    }

    @Test
    void interfaces_andClassesThatOnlyUseJdbc_areNone() {
        assertThat(types(DriverConnection.class, "shop/X")).isEmpty();
        assertThat(types(Dao.class, "shop/X")).isEmpty();
        assertThat(types(Silent.class, "shop/X")).isEmpty();
        assertThat(types(Object.class, "shop/X")).isEmpty();
    }

    @Test
    void wellKnownDriversAndPools_areLookedAt_otherLibrariesAreNot() {
        for (String home : new String[] {
            "org/h2/jdbc/JdbcConnection",
            "com/zaxxer/hikari/pool/ProxyConnection",
            "org/postgresql/jdbc/PgConnection",
            "io/micronaut/data/connection/jdbc/advice/X",
            "jdk/proxy2/$Proxy5",
            "com/microsoft/sqlserver/jdbc/X"
        }) {
            assertThat(types(Wrapper.class, home)).as(home).isNotEmpty();
        }
        for (String other : new String[] {
            "java/sql/X",
            "com/sun/rowset/X",
            "io/netty/X",
            "dev/tiercel/X",
            "io/micronaut/data/X",
            "com/zaxxer/hikari/X"
        }) {
            assertThat(types(Wrapper.class, other)).as(other).isEmpty();
        }
    }
}
