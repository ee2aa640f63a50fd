package dev.tiercel.config;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Settings from the one file: the one that is named, else the one on the class path, else none. With java.io: whoever
 * touches java.nio.file before the application's main initialises the default file system, which is the application's
 * to choose.
 */
final class FileSource {
    static final int MAX_BYTES = 1 << 20;

    private final Gathering gathering;
    private final Problems problems;

    FileSource(Gathering gathering, Problems problems) {
        this.gathering = gathering;
        this.problems = problems;
    }

    void read(ConfigSources sources, AgentArgument argument) {
        String property = sources.properties().getOrDefault(Keys.PREFIX_OF_ALL + Keys.CONFIG, "");
        String variable = sources.environment().getOrDefault(EnvironmentSource.CONFIG, "");
        if (!property.isBlank()) {
            readNamed(new File(property), "system property tiercel.config");
        } else if (!argument.file().isBlank()) {
            readNamed(new File(argument.file()), AgentArgument.ORIGIN);
        } else if (!variable.isBlank()) {
            readNamed(new File(variable), "environment " + EnvironmentSource.CONFIG);
        } else {
            readFromClassPath(sources);
        }
    }

    private void readNamed(File file, String origin) {
        // An address may have been given for a path.
        String place = Shown.oneLine(
                file.isFile() || file.getPath().indexOf('@') < 0 ? file.getAbsolutePath() : UrlMask.of(file.getPath()));
        if (!file.isFile()) {
            String reason = file.exists() ? " is not a file" : " does not exist";
            problems.error("config: " + place + reason + "; it is named by " + origin);
            return;
        }
        try (InputStream in = new FileInputStream(file)) {
            read(in, "file " + place);
        } catch (IOException e) {
            problems.error("config: " + place + " cannot be read (" + Shown.oneLine(String.valueOf(e.getMessage()))
                    + "); it is named by " + origin);
        }
    }

    private void readFromClassPath(ConfigSources sources) {
        try (InputStream in = sources.classPathFile().get()) {
            if (in != null) {
                read(in, "class path " + ConfigSources.FILE_NAME);
            }
        } catch (IOException e) {
            problems.error("config: " + ConfigSources.FILE_NAME + " on the class path cannot be read ("
                    + Shown.oneLine(String.valueOf(e.getMessage())) + ")");
        }
    }

    private void read(InputStream in, String place) throws IOException {
        byte[] bytes = in.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
            problems.error("config: " + place + " is larger than 1 MB; is it the right file?");
        } else {
            new YamlSource(place, gathering, problems).read(bytes);
        }
    }
}
