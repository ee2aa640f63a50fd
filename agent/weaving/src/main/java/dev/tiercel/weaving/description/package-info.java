/** What class files say of types, methods and annotations, read without loading a class. */
@NullMarked
package dev.tiercel.weaving.description;

import org.jspecify.annotations.NullMarked;
