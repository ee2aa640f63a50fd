/** A product catalogue over HTTP, to see and to copy: Micronaut, a database that is slow on purpose, and Tiercel. */
@NullMarked
package dev.tiercel.sample;

import org.jspecify.annotations.NullMarked;
