package hosts.osgi;

import java.nio.file.Path;
import java.util.Map;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;

/** A Felix with one bundle, which sees what it brings along and the JDK's java packages; arguments: it, a folder. */
public final class Main {
    private Main() {}

    public static void main(String[] args) throws Exception {
        Path storage = Path.of(args[1], "" + ProcessHandle.current().pid());
        Framework felix = new FrameworkFactory().newFramework(Map.of(Constants.FRAMEWORK_STORAGE, storage.toString()));
        felix.start();
        Bundle bundle =
                felix.getBundleContext().installBundle(Path.of(args[0]).toUri().toString());
        bundle.start();
        bundle.loadClass("hosts.Talk").getMethod("main", String[].class).invoke(null, (Object) new String[0]);
        felix.stop();
        felix.waitForStop(0);
    }
}
