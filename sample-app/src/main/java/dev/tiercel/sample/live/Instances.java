package dev.tiercel.sample.live;

import io.micronaut.context.annotation.Property;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The copies of the application that belong together, as {@code sample.instances} lists them. Immutable. */
@Singleton
public final class Instances {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final List<URI> listed;

    Instances(@Nullable @Property(name = "sample.instances") List<String> listed) {
        this.listed = listed == null
                ? List.of()
                : listed.stream()
                        .map(String::strip)
                        .filter(url -> !url.isEmpty())
                        .map(Instances::checked)
                        .toList();
    }

    /** All of them, as told to a browser that reached this one by {@code own}; that one alone where none is listed. */
    List<Instance> seenFrom(URI own) {
        if (listed.isEmpty()) {
            return List.of(new Instance(own.getAuthority(), origin(own), true));
        }
        return listed.stream()
                .map(url -> new Instance(url.getAuthority(), origin(url), isSame(url, own)))
                .toList();
    }

    /** Where pages come from that may read this instance: a browser may have been told any name of this machine. */
    public List<String> origins() {
        return listed.stream().flatMap(Instances::spellings).distinct().toList();
    }

    /** What a page may connect to beside its own origin, as a Content-Security-Policy has it. */
    String connectable() {
        return listed.stream().map(Instances::origin).map(url -> " " + url).collect(Collectors.joining());
    }

    private static Stream<String> spellings(URI url) {
        return isLoopback(url)
                ? LOOPBACK.stream().map(host -> origin(url).replace("://" + url.getHost(), "://" + host))
                : Stream.of(origin(url));
    }

    private static boolean isSame(URI one, URI other) {
        return one.getPort() == other.getPort()
                && (one.getHost().equals(other.getHost()) || (isLoopback(one) && isLoopback(other)));
    }

    /** A browser may come by a name that is none for {@link URI}, such as one with an underscore. */
    private static boolean isLoopback(URI url) {
        return url.getHost() != null && LOOPBACK.contains(url.getHost());
    }

    private static String origin(URI url) {
        return url.getScheme() + "://" + url.getAuthority();
    }

    private static URI checked(String url) {
        var parsed = URI.create(url);
        if (parsed.getHost() == null || !Set.of("http", "https").contains(String.valueOf(parsed.getScheme()))) {
            throw new IllegalArgumentException("sample.instances has [" + url
                    + "]: give URLs such as http://localhost:8081, with commas between them");
        }
        return parsed;
    }
}
