package kotlin.coroutines;

/** A stand-in of that name: types are told by their names. */
public interface Continuation<T> {}
