/** Keys: how the arguments of a call become a key, and a key becomes text. */
@NullMarked
package dev.tiercel.key;

import org.jspecify.annotations.NullMarked;
