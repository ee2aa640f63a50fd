/** Conditions of annotations: a small language over parameters and result that can do nothing but compare. */
@NullMarked
package dev.tiercel.expression;

import org.jspecify.annotations.NullMarked;
