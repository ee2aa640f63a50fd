package dev.tiercel.weaving;

import java.util.Arrays;
import java.util.Set;

/** What is known of a class by its name: whether it is of a well-known library, which nobody annotates. */
enum Library {
    /** It may be the application's own. */
    NONE,

    /** Neither such a class nor its supertypes are looked at. */
    PASSED_OVER,

    /**
     * As the other, but this part of it has connections, statements or resources of global transactions. The rest of these
     * libraries speaks of JDBC in hundreds of classes and implements it in none, or by the JDK's proxies.
     */
    WITH_JDBC;

    /** The mark keeps a name from being renamed when the agent is packed, as our own copies of those libraries are. */
    private static final String[] OTHERS = {
        "java/",
        "javax/",
        "jdk/",
        "sun/",
        "com/sun/",
        "jakarta/",
        "kotlin/",
        "scala/",
        "groovy/",
        "clojure/",
        "dev/tiercel/weaving/",
        "dev/tiercel/shaded/",
        "~net/bytebuddy/",
        "~org/objectweb/asm/",
        "io/micronaut/",
        "org/springframework/",
        "io/quarkus/",
        "org/hibernate/",
        "org/jboss/",
        "io/smallrye/",
        "~io/netty/",
        "~io/lettuce/",
        "~reactor/",
        "io/reactivex/",
        "~org/reactivestreams/",
        "io/projectreactor/",
        "com/fasterxml/",
        "~tools/jackson/",
        "com/google/common/",
        "com/google/gson/",
        "com/github/benmanes/",
        "org/h2/",
        "com/zaxxer/",
        "org/redisson/",
        "org/apache/catalina/",
        "org/apache/tomcat/",
        "org/apache/coyote/",
        "org/apache/commons/",
        "org/apache/logging/",
        "org/apache/juli/",
        "org/apache/http/",
        "org/apache/kafka/",
        "org/apache/ibatis/",
        "org/eclipse/jetty/",
        "ch/qos/logback/",
        "~org/slf4j/",
        "org/yaml/",
        "~org/snakeyaml/",
        "io/micrometer/",
        "io/opentelemetry/",
        "~io/prometheus/",
        "~org/HdrHistogram/",
        "org/LatencyUtils/",
        "org/junit/",
        "org/assertj/",
        "org/mockito/",
        "org/openjdk/jmh/"
    };

    private static final String[] OF_JDBC = {
        "org/h2/jdbc",
        "org/postgresql/",
        "com/mysql/",
        "org/mariadb/",
        "oracle/",
        "com/zaxxer/hikari/pool/",
        "org/apache/commons/dbcp2/",
        "org/apache/tomcat/jdbc/",
        "org/apache/tomcat/dbcp/",
        "org/jboss/jca/",
        "io/micronaut/data/connection/jdbc/",
        "io/micronaut/transaction/jdbc/"
    };

    private static final String API = "dev/tiercel/";

    /** The JDK's proxies; the second is where those of interfaces are that a module does not export. */
    private static final String[] JDK_PROXIES = {"jdk/proxy", "com/sun/proxy/"};

    /** How the names of their classes begin, in order. */
    private static final String[] BEGINNINGS = beginnings();

    /** Of each, the longest other one with which it begins itself; -1: none. */
    private static final int[] SHORTER = new int[BEGINNINGS.length];

    private static final Library[] MEANT = new Library[BEGINNINGS.length];

    static {
        Set<String> ofJdbc = Set.of(OF_JDBC);
        for (int i = 0; i < BEGINNINGS.length; i++) {
            SHORTER[i] = longest(BEGINNINGS[i], i - 1);
            MEANT[i] = ofJdbc.contains(BEGINNINGS[i]) ? WITH_JDBC : PASSED_OVER;
        }
    }

    private static String[] beginnings() {
        String[] all = Arrays.copyOf(OF_JDBC, OF_JDBC.length + OTHERS.length);
        for (int i = 0; i < OTHERS.length; i++) {
            all[OF_JDBC.length + i] = OTHERS[i].startsWith("~") ? OTHERS[i].substring(1) : OTHERS[i];
        }
        Arrays.sort(all);
        return all;
    }

    /**
     * Asked of every class that is loaded.
     *
     * @param name of a class, with slashes
     */
    static Library of(String name) {
        int found = Arrays.binarySearch(BEGINNINGS, name);
        int longest = longest(name, found >= 0 ? found : -2 - found);
        if (longest >= 0) {
            return isJdkProxy(name) ? NONE : MEANT[longest];
        }
        return name.startsWith(API) && name.indexOf('/', API.length()) < 0 ? PASSED_OVER : NONE;
    }

    /** What a name begins with is the last that comes before it in order, or what that one begins with itself. */
    private static int longest(String name, int last) {
        int at = last;
        while (at >= 0 && !name.startsWith(BEGINNINGS[at])) {
            at = SHORTER[at];
        }
        return at;
    }

    /** True for a class of a well-known library; the JDK's proxies are whose interfaces they implement. */
    static boolean isForeign(String name) {
        return of(name) != NONE;
    }

    static boolean isJdkProxy(String name) {
        return name.startsWith(JDK_PROXIES[0]) || name.startsWith(JDK_PROXIES[1]);
    }
}
