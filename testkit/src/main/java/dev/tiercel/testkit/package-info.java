/** Real Redis servers for tests and demonstrations, started as local processes and always stopped. */
@NullMarked
package dev.tiercel.testkit;

import org.jspecify.annotations.NullMarked;
