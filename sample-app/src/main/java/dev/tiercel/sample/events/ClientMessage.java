package dev.tiercel.sample.events;

import io.micronaut.serde.annotation.Serdeable;
import org.jspecify.annotations.Nullable;

/** What a client sends: {@code {"type": "message", "text": "..."}}. Fields that it left out are null. */
@Serdeable
record ClientMessage(@Nullable String type, @Nullable String text) {
    static final int LONGEST = 1_000;

    private static final String EXPECTED = "send {\"type\": \"message\", \"text\": \"...\"}";

    /** For what is no JSON object at all. */
    static final String NO_JSON = "That is no JSON object with texts in it: " + EXPECTED + ".";

    /** What is wrong with it, as a sentence for whoever sent it; null where nothing is. */
    @Nullable
    String fault() {
        if (type == null || !type.equals("message")) {
            return "The type has to be \"message\": " + EXPECTED + ".";
        }
        if (text == null || text.isBlank()) {
            return "The text is missing or blank: " + EXPECTED + ".";
        }
        if (text.length() > LONGEST) {
            return "The text has %d characters: send at most %d.".formatted(text.length(), LONGEST);
        }
        return null;
    }
}
