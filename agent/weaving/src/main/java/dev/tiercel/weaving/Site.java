package dev.tiercel.weaving;

import org.objectweb.asm.Opcodes;

/**
 * A method with a body, into which code of ours goes.
 *
 * @param owner internal name of its class
 * @param version major version of the class file
 * @param locals how many local variables it has by itself; ours stand behind them
 */
record Site(String owner, int version, int access, String name, String descriptor, int locals) {
    boolean isStatic() {
        return (access & Opcodes.ACC_STATIC) != 0;
    }
}
