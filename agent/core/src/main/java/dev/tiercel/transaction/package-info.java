/** Work that waits for the commit of a JDBC transaction, and is dropped where it is rolled back. */
@NullMarked
package dev.tiercel.transaction;

import org.jspecify.annotations.NullMarked;
