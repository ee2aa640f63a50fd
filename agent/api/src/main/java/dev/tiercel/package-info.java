/** Tiercel's API: annotations for cached methods, and a trace of what the caches did. Imports the JDK only. */
package dev.tiercel;
