package dev.tiercel.sample.catalog;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import jakarta.inject.Singleton;

/** A price that cannot be meant. The transaction in which it is thrown is rolled back. */
class ImplausiblePriceException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ImplausiblePriceException(PriceChange change) {
        super("The price may become at most ten times and at least a tenth of what it is: it is %s, and [%s] was sent."
                .formatted(change.oldPrice(), change.newPrice()));
    }

    /** To a client it is a conflict with what is there. */
    @Singleton
    static class Handler implements ExceptionHandler<ImplausiblePriceException, HttpResponse<?>> {
        private final ErrorResponseProcessor<?> errors;

        Handler(ErrorResponseProcessor<?> errors) {
            this.errors = errors;
        }

        @Override
        @SuppressWarnings("rawtypes") // of the interface
        public HttpResponse<?> handle(HttpRequest request, ImplausiblePriceException refused) {
            var context = ErrorContext.builder(request)
                    .cause(refused)
                    .errorMessage(refused.getMessage())
                    .build();
            return errors.processResponse(context, HttpResponse.status(HttpStatus.CONFLICT));
        }
    }
}
