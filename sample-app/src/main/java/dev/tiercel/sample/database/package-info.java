/** The database of the sample: its tables, their first rows, and its slowness. */
@NullMarked
package dev.tiercel.sample.database;

import org.jspecify.annotations.NullMarked;
