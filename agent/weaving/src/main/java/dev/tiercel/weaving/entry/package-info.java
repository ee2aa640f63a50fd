/**
 * The few classes of the agent that the application's class loader sees. They use the JDK only, and everything that
 * passes between them and the engine is a type of the JDK.
 */
package dev.tiercel.weaving.entry;
