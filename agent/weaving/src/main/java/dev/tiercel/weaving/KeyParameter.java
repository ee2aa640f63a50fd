package dev.tiercel.weaving;

import net.bytebuddy.description.method.ParameterDescription;

/**
 * A parameter that is a part of the key.
 *
 * @param parameter of the declaration
 * @param path from its value to the part; empty: the value itself
 */
record KeyParameter(ParameterDescription parameter, String path) {}
