package org.reactivestreams;

/** A stand-in of that name: types are told by their names. */
public interface Publisher<T> {}
