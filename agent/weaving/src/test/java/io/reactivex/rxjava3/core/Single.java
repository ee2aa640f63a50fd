package io.reactivex.rxjava3.core;

/** A stand-in of that name: types are told by their names. */
public abstract class Single<T> {}
