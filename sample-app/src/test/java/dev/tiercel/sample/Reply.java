package dev.tiercel.sample;

import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

/** What the sample answered. */
record Reply(int status, String location, String body) {
    private static final JsonMapper JSON = JsonMapper.createDefault();

    static Reply of(HttpResponse<String> response) {
        return new Reply(
                response.statusCode(), response.headers().firstValue("Location").orElse(null), response.body());
    }

    Origin origin() {
        return new Origin(
                json().get("source").getStringValue(), json().get("tier").getStringValue());
    }

    double tookMillis() {
        return json().get("tookMillis").getDoubleValue();
    }

    JsonNode data() {
        return json().get("data");
    }

    String name() {
        return data().get("name").getStringValue();
    }

    /** Of the products of a list, in its order. */
    List<String> names() {
        var names = new ArrayList<String>();
        data().values().forEach(product -> names.add(product.get("name").getStringValue()));
        return names;
    }

    String message() {
        return json().get("message").getStringValue();
    }

    JsonNode json() {
        try {
            return JSON.readValue(body, JsonNode.class);
        } catch (IOException e) {
            throw new UncheckedIOException("not JSON: " + this, e);
        }
    }
}
