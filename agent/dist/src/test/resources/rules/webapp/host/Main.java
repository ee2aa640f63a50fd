package shop.host;

import java.io.File;
import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;

/** A Tomcat that deploys and undeploys an application; arguments: its folder, and one to work in. */
public final class Main {
    private static final int ROUNDS = 200;

    private Main() {}

    public static void main(String[] args) throws Exception {
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(args[1]);
        tomcat.setPort(0);
        tomcat.getConnector();
        tomcat.start();
        ReferenceQueue<ClassLoader> gone = new ReferenceQueue<>();
        List<PhantomReference<ClassLoader>> all = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            all.add(deploy(tomcat, new File(args[0]), gone));
        }
        System.out.println("collected " + collected(gone, all.size()));
        tomcat.stop();
        tomcat.destroy();
    }

    private static PhantomReference<ClassLoader> deploy(Tomcat tomcat, File folder, ReferenceQueue<ClassLoader> gone)
            throws Exception {
        Context context = tomcat.addContext("/shop", folder.getAbsolutePath());
        Tomcat.addServlet(context, "shop", "shop.web.Shop");
        context.addServletMappingDecoded("/*", "shop");
        ClassLoader classes = context.getLoader().getClassLoader();
        boolean apart = classes.loadClass("shop.web.ProductDao").getClassLoader() == classes;
        System.out.print(get(tomcat.getConnector().getLocalPort()));
        System.out.println("apart " + apart);
        PhantomReference<ClassLoader> reference = new PhantomReference<>(classes, gone);
        tomcat.getHost().removeChild(context);
        return reference;
    }

    private static String get(int port) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/shop/")).build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }

    /** Collects garbage until all loaders are gone, or so often that they never will be. */
    private static int collected(ReferenceQueue<ClassLoader> gone, int expected) throws InterruptedException {
        int count = 0;
        for (int round = 0; round < ROUNDS && count < expected; round++) {
            System.gc();
            if (gone.remove(50) != null) {
                count++;
            }
        }
        return count;
    }
}
