package dev.tiercel.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A key store in a directory of its own, filled by the JDK's keytool. The program rather than a library: the JDK has no
 * public way to sign a certificate, and every Java that runs the tests has the program.
 */
final class Keytool {
    private static final String PASSWORD = "changeit";
    private static final int PATIENCE_SECONDS = 60;

    private final Path work;
    private final Path store;

    Keytool(Path work) {
        this.work = work;
        this.store = work.resolve("store.p12");
    }

    /** Makes a key and a certificate that signs itself and may sign others. */
    void authority(String name) {
        pair(name, "-ext bc:critical=ca:true -ext ku:critical=keyCertSign,cRLSign");
    }

    /** Makes a key and a certificate by further arguments of {@code keytool -genkeypair}. */
    void pair(String name, String arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-J-XX:TieredStopAtLevel=1",
                "-J-Xshare:auto",
                "-genkeypair",
                "-keystore",
                store.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-alias",
                name,
                "-dname",
                "CN=Tiercel test " + name,
                "-validity",
                "365"));
        command.addAll(List.of(arguments.split(" ")));
        run(name, command);
    }

    private void run(String name, List<String> command) {
        Path output = work.resolve("output");
        try {
            Process keytool = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            try {
                if (!keytool.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("keytool takes longer than " + PATIENCE_SECONDS + " s for " + name);
                }
            } finally {
                keytool.destroyForcibly();
            }
            if (keytool.exitValue() != 0) {
                throw new IllegalStateException("keytool failed for " + name + ": "
                        + Files.readString(output).strip());
            }
        } catch (IOException e) {
            throw new IllegalStateException(
                    "cannot run [" + command.get(0) + "], which comes with every Java: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for keytool", e);
        }
    }

    /** Writes {@code name.crt} for all of them, and {@code name.key} for the pairs. */
    void export(Path directory, List<String> authorities, List<String> pairs) {
        try (InputStream in = Files.newInputStream(store)) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(in, PASSWORD.toCharArray());
            for (String name : authorities) {
                writeCertificate(directory, keys, name);
            }
            for (String name : pairs) {
                writeCertificate(directory, keys, name);
                writePem(
                        directory.resolve(name + ".key"),
                        "PRIVATE KEY",
                        keys.getKey(name, PASSWORD.toCharArray()).getEncoded());
            }
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("cannot write the certificates into [" + directory + "]: " + e, e);
        }
    }

    private static void writeCertificate(Path directory, KeyStore keys, String name)
            throws IOException, GeneralSecurityException {
        writePem(
                directory.resolve(name + ".crt"),
                "CERTIFICATE",
                keys.getCertificate(name).getEncoded());
    }

    private static void writePem(Path file, String what, byte[] bytes) throws IOException {
        String lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(bytes);
        Files.writeString(file, "-----BEGIN " + what + "-----\n" + lines + "\n-----END " + what + "-----\n");
    }

    /** Deletes the store's directory. */
    static void delete(Path work) {
        try (var files = Files.list(work)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(work);
        } catch (IOException e) {
            throw new IllegalStateException("cannot delete [" + work + "]: " + e, e);
        }
    }
}
