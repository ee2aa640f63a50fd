package dev.tiercel.testkit;

import java.time.Instant;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the {@link ControlDoor} answers. Written by hand: the test kit brings no library of JSON to whoever uses it. */
final class ControlJson {
    private ControlJson() {}

    static String of(FaultRunner faults) {
        String possible = ControlFault.possibleIn(faults.kind()).stream()
                .map(fault -> quoted(fault.label()))
                .collect(Collectors.joining(","));
        return "{\"topology\":%s,\"faults\":[%s],\"latest\":%s}"
                .formatted(
                        quoted(RedisServerMain.name(faults.kind())),
                        possible,
                        faults.latest().map(ControlJson::of).orElse("null"));
    }

    private static String of(FaultRun run) {
        return "{\"fault\":%s,\"seconds\":%d,\"began\":%s,\"healing\":%s,\"ended\":%s,\"error\":%s}"
                .formatted(
                        quoted(run.fault().label()),
                        run.seconds(),
                        quoted(run.began()),
                        quoted(run.healing()),
                        quoted(run.ended()),
                        quoted(run.error()));
    }

    static String ofMessage(String message) {
        return "{\"message\":%s}".formatted(quoted(message));
    }

    private static String quoted(@Nullable Instant time) {
        return quoted(time == null ? null : time.toString());
    }

    static String quoted(@Nullable String text) {
        if (text == null) {
            return "null";
        }
        StringBuilder json = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ') {
                json.append("\\u%04x".formatted((int) c));
            } else {
                json.append(c);
            }
        }
        return json.append('"').toString();
    }
}
