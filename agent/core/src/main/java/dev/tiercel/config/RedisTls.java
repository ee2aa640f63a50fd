package dev.tiercel.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * TLS to Redis and its Sentinels. All files are PEM.
 *
 * @param enabled false: none
 * @param verify false: any certificate of the server is taken
 * @param caFile who signs the server's certificate; null: whom the JVM trusts
 * @param certificateFile our certificate, for servers that ask for one; null: none
 * @param keyFile its private key, PKCS#8, not encrypted
 */
public record RedisTls(
        boolean enabled,
        boolean verify,
        @Nullable Path caFile,
        @Nullable Path certificateFile,
        @Nullable Path keyFile) {

    public static final RedisTls OFF = new RedisTls(false, true, null, null, null);
}
