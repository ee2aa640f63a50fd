/** What the console in the browser reads: the figures of this instance as they change, and what its tiers have under a key. */
@NullMarked
package dev.tiercel.sample.live;

import org.jspecify.annotations.NullMarked;
