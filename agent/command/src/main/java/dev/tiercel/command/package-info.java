/** The command line: asks running agents, and tells them what to do. The only room that imports picocli. */
@NullMarked
package dev.tiercel.command;

import org.jspecify.annotations.NullMarked;
