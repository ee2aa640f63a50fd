package dev.tiercel.sample.live;

import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.server.HttpServerConfiguration.CorsConfiguration;
import io.micronaut.http.server.cors.CorsOriginConfiguration;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/** Lets the console of one instance read and change the others: their pages are the only foreign ones that may. */
@Singleton
class InstanceOrigins implements BeanCreatedEventListener<CorsConfiguration> {
    /** An empty list would mean all. No page comes from there: the name is reserved (RFC 2606). */
    private static final List<String> NOBODY = List.of("https://nobody.invalid");

    private final Instances instances;

    InstanceOrigins(Instances instances) {
        this.instances = instances;
    }

    @Override
    public CorsConfiguration onCreated(BeanCreatedEvent<CorsConfiguration> created) {
        var cors = created.getBean();
        var origins = instances.origins();
        var allowed = new CorsOriginConfiguration();
        allowed.setAllowedOrigins(origins.isEmpty() ? NOBODY : origins);
        allowed.setAllowCredentials(false);
        cors.setConfigurations(Map.of("instances", allowed));
        return cors;
    }
}
