/** One line at a time to the user: what, where, what to do next. */
@NullMarked
package dev.tiercel.log;

import org.jspecify.annotations.NullMarked;
