package dev.tiercel.weaving;

import dev.tiercel.readthrough.MethodSpec;

/**
 * What has to be known of a woven method once its class is there.
 *
 * @param spec what is said of it
 * @param isStatic whether it has no receiver
 * @param byReceiver see {@link WovenMethod}
 */
record Linkable(MethodSpec spec, boolean isStatic, boolean byReceiver) {
    static Linkable of(WovenMethod method) {
        return new Linkable(method.spec(), method.method().isStatic(), method.byReceiver());
    }
}
