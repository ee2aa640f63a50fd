/** How the engine enters an application. The only room that imports Byte Buddy. */
@NullMarked
package dev.tiercel.weaving;

import org.jspecify.annotations.NullMarked;
