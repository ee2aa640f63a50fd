package dev.tiercel.sample.events;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.exceptions.HttpStatusException;
import java.util.regex.Pattern;

/** Decides over each handshake of {@link EventsSocket}, while it can still be answered by a status and a sentence. */
@ServerFilter("/ws/**")
class Admission {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,50}");

    private final AllowedOrigins origins;
    private final Rooms rooms;

    Admission(AllowedOrigins origins, Rooms rooms) {
        this.origins = origins;
        this.rooms = rooms;
    }

    @RequestFilter
    void check(HttpRequest<?> request) {
        if (!origins.allow(request.getHeaders())) {
            throw new HttpStatusException(
                    HttpStatus.FORBIDDEN,
                    "Pages of this origin may not listen here: add it to sample.events.allowed-origins.");
        }
        checkName(request, "room");
        checkName(request, "name");
        if (rooms.areFull()) {
            throw new HttpStatusException(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "This instance has as many listeners as it takes: try another one.");
        }
    }

    private static void checkName(HttpRequest<?> request, String parameter) {
        var given = request.getParameters().getFirst(parameter).orElse("");
        if (!NAME.matcher(given).matches()) {
            throw new HttpStatusException(
                    HttpStatus.BAD_REQUEST,
                    "The parameter " + parameter + " has to be 1 to 50 letters (a to z), digits, - or _:"
                            + " connect to /ws/events?room=lobby&name=ann.");
        }
    }
}
