package dev.tiercel.agent;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** A jar in the making, as the build tools of applications make them. */
final class Jars implements AutoCloseable {
    private final JarOutputStream jar;

    private Jars(OutputStream file, Manifest manifest) throws IOException {
        jar = new JarOutputStream(file, manifest);
    }

    static Jars at(Path file, Map<String, String> attributes) {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.forEach(manifest.getMainAttributes()::putValue);
        try {
            return new Jars(Files.newOutputStream(file), manifest);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A folder and all that is in it, below a prefix that is empty or ends with a slash. */
    Jars folder(String prefix, Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted().toList()) {
                String name = prefix + folder.relativize(file).toString().replace('\\', '/');
                if (Files.isRegularFile(file)) {
                    add(new ZipEntry(name), Files.readAllBytes(file));
                } else if (!name.isEmpty()) {
                    add(new ZipEntry(name.endsWith("/") ? name : name + "/"), new byte[0]);
                }
            }
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The classes of another jar. */
    Jars unpacked(Path other) {
        try (ZipFile from = new ZipFile(other.toFile())) {
            for (ZipEntry entry : from.stream()
                    .filter(entry -> entry.getName().endsWith(".class"))
                    .toList()) {
                add(new ZipEntry(entry.getName()), from.getInputStream(entry).readAllBytes());
            }
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Jars in the jar, uncompressed. */
    Jars nested(String prefix, Iterable<Path> jars) {
        try {
            for (Path each : jars) {
                byte[] bytes = Files.readAllBytes(each);
                ZipEntry entry = new ZipEntry(prefix + each.getFileName());
                entry.setMethod(ZipEntry.STORED);
                entry.setSize(bytes.length);
                CRC32 sum = new CRC32();
                sum.update(bytes);
                entry.setCrc(sum.getValue());
                add(entry, bytes);
            }
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(ZipEntry entry, byte[] bytes) throws IOException {
        jar.putNextEntry(entry);
        jar.write(bytes);
        jar.closeEntry();
    }

    @Override
    public void close() {
        try {
            jar.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
