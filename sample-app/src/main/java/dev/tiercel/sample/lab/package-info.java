/**
 * Breaks the very Redis in use and tells how the application fares meanwhile. Only where {@code sample.lab} is true, and only for
 * this machine: not a part of an application that serves strangers.
 */
@NullMarked
package dev.tiercel.sample.lab;

import org.jspecify.annotations.NullMarked;
