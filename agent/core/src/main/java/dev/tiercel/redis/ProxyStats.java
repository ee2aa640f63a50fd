package dev.tiercel.redis;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What HAProxy's statistics say of its TCP servers.
 *
 * @param up how many it sends connections to
 * @param algorithm how it chooses among them, such as roundrobin; empty: unknown
 */
record ProxyStats(int up, String algorithm) {
    private static final int TIMEOUT_MILLIS = 1_000;
    private static final int MAX_BYTES = 1 << 20;

    /** Waits for two seconds at most. A fragment of the address names the proxy's section, where it has several. */
    static ProxyStats fetch(URI page) throws IOException {
        String address = page.getScheme() + "://" + page.getHost() + (page.getPort() < 0 ? "" : ":" + page.getPort())
                + page.getPath() + ";csv";
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(address).toURL().openConnection();
        try {
            connection.setConnectTimeout(TIMEOUT_MILLIS);
            connection.setReadTimeout(TIMEOUT_MILLIS);
            if (page.getUserInfo() != null) {
                byte[] login = page.getUserInfo().getBytes(StandardCharsets.UTF_8);
                connection.setRequestProperty(
                        "Authorization", "Basic " + Base64.getEncoder().encodeToString(login));
            }
            try (InputStream in = connection.getInputStream()) {
                String csv = new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8);
                return parse(csv, page.getFragment() == null ? "" : page.getFragment());
            }
        } finally {
            connection.disconnect();
        }
    }

    /** @param section the proxy's section; empty: the first one with TCP servers */
    static ProxyStats parse(String csv, String section) {
        List<String> lines = csv.lines().toList();
        List<String> names = lines.isEmpty()
                ? List.of()
                : List.of(lines.get(0).replaceFirst("^#\\s*", "").split(",", -1));
        List<Map<String, String>> rows = new ArrayList<>();
        for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
            String[] values = line.split(",", -1);
            Map<String, String> row = new HashMap<>();
            for (int i = 0; i < Math.min(values.length, names.size()); i++) {
                row.put(names.get(i), values[i]);
            }
            rows.add(row);
        }
        String wanted = section.isEmpty() ? firstTcp(rows) : section;
        int up = 0;
        String algorithm = "";
        for (Map<String, String> row : rows) {
            if (!wanted.equals(row.get("pxname"))) {
                continue;
            }
            String server = row.getOrDefault("svname", "");
            if (server.equals("BACKEND")) {
                algorithm = row.getOrDefault("algo", "");
            } else if (!server.equals("FRONTEND")
                    && row.getOrDefault("status", "").startsWith("UP")) {
                up++;
            }
        }
        return new ProxyStats(up, algorithm);
    }

    private static String firstTcp(List<Map<String, String>> rows) {
        return rows.stream()
                .filter(row -> "BACKEND".equals(row.get("svname")) && "tcp".equals(row.get("mode")))
                .map(row -> row.getOrDefault("pxname", ""))
                .findFirst()
                .orElse("");
    }
}
