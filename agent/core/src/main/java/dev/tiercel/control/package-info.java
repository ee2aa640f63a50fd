/** What may be asked of the agent of a running process, and told to it. */
@NullMarked
package dev.tiercel.control;

import org.jspecify.annotations.NullMarked;
