/** Products, cached by Tiercel: what a feature of an application looks like with the annotations. */
@NullMarked
package dev.tiercel.sample.catalog;

import org.jspecify.annotations.NullMarked;
