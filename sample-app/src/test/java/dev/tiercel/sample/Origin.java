package dev.tiercel.sample;

/** Where an answer says that its data came from. */
record Origin(String source, String tier) {}
