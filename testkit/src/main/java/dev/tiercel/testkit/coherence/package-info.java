/**
 * A checker of cache coherence: it reads and writes versioned rows through every instance of an application, and holds
 * each read against the log of acknowledged writes. It knows nothing of Tiercel, and works on any cache.
 */
@NullMarked
package dev.tiercel.testkit.coherence;

import org.jspecify.annotations.NullMarked;
