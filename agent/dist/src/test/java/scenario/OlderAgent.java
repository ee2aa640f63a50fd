package scenario;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.management.JMException;
import javax.management.MXBean;
import javax.management.ObjectName;

/** A process whose agent, by all signs, is one of an older version: it can be asked for little. */
public final class OlderAgent {
    private OlderAgent() {}

    /** Public, as JMX wants it. */
    @MXBean
    public interface Little {
        String getVersion();

        String getState();

        List<Map<String, String>> stats();

        void clear(String cache);
    }

    public static void main(String[] args) throws IOException, JMException {
        System.setProperty("dev.tiercel.agent", "0.0.1");
        ManagementFactory.getPlatformMBeanServer()
                .registerMBean(new Answers(), new ObjectName("dev.tiercel:type=Control"));
        Echo.main(args);
    }

    static final class Answers implements Little {
        @Override
        public String getVersion() {
            return "0.0.1";
        }

        @Override
        public String getState() {
            return "ACTIVE";
        }

        @Override
        public List<Map<String, String>> stats() {
            Map<String, String> row = new LinkedHashMap<>();
            row.put("cache", "products");
            row.put("l1-hits", "1800");
            row.put("loads", "200");
            return List.of(row);
        }

        @Override
        public void clear(String cache) {
            throw new IllegalArgumentException("No cache " + cache + "; known: products");
        }
    }
}
