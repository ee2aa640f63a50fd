package dev.tiercel.sample.live;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.server.util.HttpHostResolver;
import java.net.URI;
import java.util.List;

/** Which instances there are, over HTTP. */
@Controller("/api/instances")
class InstancesController {
    private final Instances instances;
    private final HttpHostResolver hosts;

    InstancesController(Instances instances, HttpHostResolver hosts) {
        this.instances = instances;
        this.hosts = hosts;
    }

    @Get
    List<Instance> list(HttpRequest<?> request) {
        return instances.seenFrom(URI.create(hosts.resolve(request)));
    }
}
