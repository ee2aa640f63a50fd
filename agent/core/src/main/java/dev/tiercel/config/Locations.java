package dev.tiercel.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The kinds of values that say where something is. All of them mask their texts: whoever writes a URL where a host
 * belongs may write a password with it.
 */
final class Locations {
    private static final String NONE = "none";
    private static final Kind<String> HOST = new Host();

    private Locations() {}

    static final class Host extends Kind<String> {
        Host() {
            super("a host name or an address, without port, scheme or spaces");
        }

        @Override
        String parse(String text) {
            Kinds.refuse(text.isEmpty(), "is empty");
            Texts.checkLength(text, 255);
            Kinds.refuse(Texts.hasBlank(text) || Texts.hasAnyOf(text, "/@,;?#[]\"'\\"), Texts.BAD_CHARACTER);
            // Two colons and more make an IPv6 address; one makes a port.
            Kinds.refuse(text.indexOf(':') >= 0 && text.indexOf(':') == text.lastIndexOf(':'), "holds a port");
            return text;
        }

        @Override
        String mask(String text) {
            return UrlMask.ifLogin(text);
        }
    }

    static final class Endpoints extends Kind<List<Endpoint>> {
        private static final int MAX = 100;

        private final int defaultPort;

        Endpoints(int defaultPort) {
            super("host:port,host:port, at most " + MAX + ", each port 1 to 65535, or " + defaultPort
                    + " where it is left out");
            this.defaultPort = defaultPort;
        }

        @Override
        boolean isList() {
            return true;
        }

        @Override
        List<Endpoint> parse(String text) {
            if (text.isEmpty()) {
                return List.of();
            }
            String[] entries = text.split(",", -1);
            Kinds.refuse(entries.length > MAX, "has too many entries");
            Set<Endpoint> endpoints = new LinkedHashSet<>();
            for (int i = 0; i < entries.length; i++) {
                endpoints.add(endpoint(entries[i].trim(), "has an entry " + (i + 1) + " whose ", defaultPort));
            }
            return List.copyOf(endpoints);
        }

        @Override
        String show(List<Endpoint> endpoints) {
            List<String> texts = new ArrayList<>();
            for (Endpoint endpoint : endpoints) {
                texts.add(endpoint.toString());
            }
            return texts.isEmpty() ? NONE : String.join(",", texts);
        }

        @Override
        String mask(String text) {
            return UrlMask.of(text);
        }
    }

    /** From how a server is named to where it is reached. */
    static final class EndpointMap extends Kind<Map<Endpoint, Endpoint>> {
        private static final int MAX = 1_000;

        EndpointMap() {
            super("host:port=host:port with commas between them, at most " + MAX + ", each port 1 to 65535");
        }

        @Override
        boolean isList() {
            return true;
        }

        @Override
        Map<Endpoint, Endpoint> parse(String text) {
            if (text.isEmpty()) {
                return Map.of();
            }
            String[] entries = text.split(",", -1);
            Kinds.refuse(entries.length > MAX, "has too many entries");
            Map<Endpoint, Endpoint> map = new LinkedHashMap<>();
            for (int i = 0; i < entries.length; i++) {
                String subject = "has an entry " + (i + 1);
                String[] sides = entries[i].split("=", -1);
                Kinds.refuse(sides.length != 2, subject + " that is not one address, an equals sign and another one");
                Endpoint named = endpoint(sides[0].trim(), subject + " whose left ", 0);
                Endpoint reached = endpoint(sides[1].trim(), subject + " whose right ", 0);
                Kinds.refuse(map.put(named, reached) != null, subject + " whose left side was there before");
            }
            return Collections.unmodifiableMap(map);
        }

        @Override
        String show(Map<Endpoint, Endpoint> map) {
            List<String> texts = new ArrayList<>();
            map.forEach((named, reached) -> texts.add(named + "=" + reached));
            return texts.isEmpty() ? NONE : String.join(",", texts);
        }

        @Override
        String mask(String text) {
            return UrlMask.ifLogin(text);
        }
    }

    /** @param defaultPort 0: there is none */
    private static Endpoint endpoint(String text, String subject, int defaultPort) {
        String part = "text ";
        try {
            HostAndPort entry = HostAndPort.split(text);
            part = "host ";
            String host = HOST.read(entry.host());
            part = "port ";
            boolean isDefault = entry.port().isEmpty() && defaultPort > 0;
            return new Endpoint(host, isDefault ? defaultPort : (int) Numbers.whole(entry.port(), 1, 65_535));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(subject + part + e.getMessage(), e);
        }
    }

    /** Of a file that need not be there yet. Relative ones start at the working directory, as everywhere in Java. */
    static final class FilePath extends Kind<Path> {
        FilePath() {
            super("the path of a file, absolute or from the working directory");
        }

        @Override
        Path parse(String text) {
            Texts.checkLength(text, 4096);
            Kinds.refuse(text.indexOf("://") >= 0, "is a URL and no path");
            return path(text);
        }

        @Override
        String show(Path path) {
            return orNone(path);
        }

        @Override
        String mask(String text) {
            return UrlMask.ifLogin(text);
        }
    }

    static final class Socket extends Kind<Path> {
        /** What fits into the sockaddr_un of Linux, with the zero at its end. */
        private static final int MAX_BYTES = 107;

        Socket() {
            super("the absolute path of a Unix domain socket, at most " + MAX_BYTES + " bytes");
        }

        @Override
        Path parse(String text) {
            Kinds.refuse(!text.isEmpty() && !text.startsWith("/"), "is no absolute path");
            Kinds.refuse(text.endsWith("/"), "is a directory");
            Kinds.refuse(text.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES, "is too long");
            return path(text);
        }

        @Override
        String show(Path path) {
            return orNone(path);
        }

        @Override
        String mask(String text) {
            return UrlMask.ifLogin(text);
        }
    }

    /** The page of HAProxy's statistics. */
    static final class Page extends Kind<URI> {
        Page() {
            super("http://[user:password@]host[:port]/path or https://..., special characters percent-coded");
        }

        @Override
        URI parse(String text) {
            Texts.checkLength(text, 2048);
            URI page = uri(text);
            if (!text.isEmpty()) {
                String scheme = String.valueOf(page.getScheme()).toLowerCase(Locale.ROOT);
                Kinds.refuse(!scheme.equals("http") && !scheme.equals("https"), "is no http or https URL");
                Kinds.refuse(page.getHost() == null, "has no host");
                Kinds.refuse(page.getPort() == 0 || page.getPort() > 65_535, "has a port that is none");
            }
            return page;
        }

        private static URI uri(String text) {
            try {
                return new URI(text);
            } catch (URISyntaxException e) {
                throw new IllegalArgumentException("is no URL", e);
            }
        }

        @Override
        String show(URI page) {
            return page.toString().isEmpty() ? NONE : UrlMask.ofPage(page.toString());
        }

        @Override
        String mask(String text) {
            return UrlMask.ofPage(text);
        }
    }

    static final class Address extends Kind<RedisAddress> {
        Address() {
            super("redis://[user[:password]@]host[:port][,host[:port]...][/database], rediss://... for TLS,"
                    + " redis-sentinel://...[#master], rediss-sentinel://..., unix://[user:password@]/path,"
                    + " or host:port");
        }

        @Override
        RedisAddress parse(String text) {
            return RedisAddress.parse(text);
        }

        @Override
        String mask(String text) {
            return UrlMask.of(text);
        }
    }

    /** Touches the default file system (see FileSource); a user who sets no path leaves it alone. */
    private static Path path(String text) {
        for (int i = 0; i < text.length(); i++) {
            Kinds.refuse(Shown.isControl(text.charAt(i)), Texts.BAD_CHARACTER);
        }
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("is no path here", e);
        }
    }

    private static String orNone(Path path) {
        return path.toString().isEmpty() ? NONE : path.toString();
    }
}
