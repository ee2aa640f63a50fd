/** What is counted, and where: no library, so that every room may count. */
@NullMarked
package dev.tiercel.metrics;

import org.jspecify.annotations.NullMarked;
