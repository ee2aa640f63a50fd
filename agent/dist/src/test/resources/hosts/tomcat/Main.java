package hosts.tomcat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;

/** A Tomcat with a war, and its client; arguments: the war, and a folder to work in. */
public final class Main {
    private static final int ROUNDS = 200;
    private static final Logger ALL = Logger.getLogger("");

    private final Tomcat tomcat = new Tomcat();
    private final HttpClient client = HttpClient.newHttpClient();

    private Main() {}

    public static void main(String[] args) throws Exception {
        for (Handler handler : ALL.getHandlers()) {
            handler.setLevel(Level.WARNING);
        }
        new Main().run(args[0], Path.of(args[1], "" + ProcessHandle.current().pid()));
    }

    private void run(String war, Path work) throws Exception {
        tomcat.setBaseDir(work.toString());
        tomcat.setPort(0);
        tomcat.setAddDefaultWebXmlToWebapp(false); // It wants JSP.
        tomcat.getConnector();
        tomcat.getHost().setAppBase(Files.createDirectories(work.resolve("webapps")).toString());
        tomcat.start();
        WeakReference<ClassLoader> application = deploy(war);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            System.out.println(line.equals("undeploy") ? undeploy(application) : ask(line));
        }
        tomcat.stop();
        tomcat.destroy();
    }

    private WeakReference<ClassLoader> deploy(String war) {
        Context context = tomcat.addWebapp("/shop", war);
        return new WeakReference<>(context.getLoader().getClassLoader());
    }

    /** Collects garbage until the application is gone, or so often that it never will be. */
    private String undeploy(WeakReference<ClassLoader> application) throws InterruptedException {
        tomcat.getHost().removeChild(tomcat.getHost().findChild("/shop"));
        for (int round = 0; round < ROUNDS && application.get() != null; round++) {
            System.gc();
            Thread.sleep(20);
        }
        return application.get() == null ? "collected" : "kept";
    }

    private String ask(String line) throws Exception {
        String query = "line=" + URLEncoder.encode(line, StandardCharsets.UTF_8);
        URI uri = URI.create("http://localhost:" + tomcat.getConnector().getLocalPort() + "/shop/ask?" + query);
        HttpResponse<String> response =
                client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        return response.statusCode() == 200 ? response.body() : "status " + response.statusCode();
    }
}
