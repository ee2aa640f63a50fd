/**
 * What is defined beside an application's Micrometer, in a class loader below its own. It knows Micrometer and the JDK, and
 * nothing of ours.
 */
@NullMarked
package dev.tiercel.micrometer;

import org.jspecify.annotations.NullMarked;
