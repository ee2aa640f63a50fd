package dev.tiercel.weaving;

import dev.tiercel.weaving.description.ParameterDescription;

/**
 * A parameter that is a part of the key.
 *
 * @param parameter of the declaration
 * @param path from its value to the part; empty: the value itself
 */
record KeyParameter(ParameterDescription parameter, String path) {}
