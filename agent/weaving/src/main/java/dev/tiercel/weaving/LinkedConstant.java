package dev.tiercel.weaving;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;

/** What gives the constants of one woven method. */
interface LinkedConstant {
    /** The constant for the role; a handle of that type that does nothing where the method has no such role. */
    MethodHandle constant(Role role, MethodType type);
}
