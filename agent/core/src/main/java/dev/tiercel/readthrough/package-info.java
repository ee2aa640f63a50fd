/** The corridor: how a call is answered, tier by tier, and how a change drops what was kept. */
@NullMarked
package dev.tiercel.readthrough;

import org.jspecify.annotations.NullMarked;
