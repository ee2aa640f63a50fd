package reactor.core.publisher;

import org.reactivestreams.Publisher;

/** A stand-in of that name: types are told by their names. */
public abstract class Mono<T> implements Publisher<T> {}
