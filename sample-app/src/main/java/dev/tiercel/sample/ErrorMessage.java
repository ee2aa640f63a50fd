package dev.tiercel.sample;

import io.micronaut.core.convert.exceptions.ConversionErrorException;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.JsonErrorResponseBodyProvider;
import io.micronaut.json.JsonSyntaxException;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.web.router.exceptions.UnsatisfiedQueryValueRouteException;
import io.micronaut.web.router.exceptions.UnsatisfiedRouteException;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.stream.Collectors;

/**
 * The body of every answer that is an error: one message for the person who sent the request.
 *
 * @param message what is wrong and what would be right
 */
@Serdeable
record ErrorMessage(String message) {

    /** Says it in the words of the request, not in those of the framework's classes. */
    @Singleton
    static class Provider implements JsonErrorResponseBodyProvider<ErrorMessage> {

        @Override
        public ErrorMessage body(ErrorContext context, HttpResponse<?> response) {
            if (response.code() >= 500) {
                // What went wrong inside is for the log, where Micronaut has written it, not for strangers.
                return new ErrorMessage("The application could not do it; its log says why.");
            }
            var cause = context.getRootCause().orElse(null);
            if (cause instanceof ConversionErrorException conversion) {
                var sent = conversion.getConversionError().getOriginalValue();
                return sent.isPresent() ? badParameter(conversion, sent.get()) : badBody(cause);
            }
            if (cause instanceof UnsatisfiedQueryValueRouteException missing) {
                return new ErrorMessage("The parameter " + missing.getQueryParameterName() + " is missing.");
            }
            if (cause instanceof JsonSyntaxException || cause instanceof UnsatisfiedRouteException) {
                return badBody(cause);
            }
            return new ErrorMessage(context.getErrors().stream()
                    .map(error -> error.getMessage())
                    .collect(Collectors.joining("; ")));
        }

        /** All parameters of this application that are converted are numbers. */
        private static ErrorMessage badParameter(ConversionErrorException conversion, Object sent) {
            var parameter = conversion.getArgument();
            var right = parameter.getType() == BigDecimal.class
                    ? "a number such as 12.50"
                    : "a whole number of at most 18 digits";
            return new ErrorMessage("[%s] is no %s: it has to be %s.".formatted(sent, parameter.getName(), right));
        }

        private static ErrorMessage badBody(Throwable cause) {
            return new ErrorMessage("The body has to be a JSON object such as {\"name\": \"Anvil\", \"price\": 89.00}: "
                    + firstLine(innermost(cause)));
        }

        private static Throwable innermost(Throwable thrown) {
            var cause = thrown.getCause();
            return cause == null || cause == thrown ? thrown : innermost(cause);
        }

        /** The lines after it tell where in our code the parser was. */
        private static String firstLine(Throwable thrown) {
            return String.valueOf(thrown.getMessage())
                    .lines()
                    .findFirst()
                    .orElse("")
                    .strip();
        }
    }
}
