package dev.tiercel.weaving;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The call sites of one woven method, one for each role. What a woven class holds is a site's invoker, so that setting
 * the site's target changes what the method does, at once and everywhere, and compiled code pays nothing for the
 * possibility. Thread-safe.
 */
final class LinkedMethod implements LinkedConstant {
    private final Map<Role, MutableCallSite> sites = new EnumMap<>(Role.class);
    private volatile boolean bypassed;
    private final Map<Role, MethodHandle> whenTraced = new EnumMap<>(Role.class);

    /**
     * @param plain the handles for each role
     * @param traced those that differ while traces are taken
     */
    LinkedMethod(Map<Role, MethodHandle> plain, Map<Role, MethodHandle> traced) {
        plain.forEach((role, handle) -> sites.put(role, new MutableCallSite(handle)));
        whenTraced.putAll(traced);
    }

    @Override
    public MethodHandle constant(Role role, MethodType type) {
        MutableCallSite site = sites.get(role);
        return site != null && site.type().equals(type) ? site.dynamicInvoker() : MethodHandles.empty(type);
    }

    /** From now on calls are traced, where a thread takes a trace. */
    void trace() {
        whenTraced.forEach((role, handle) -> {
            MutableCallSite site = sites.get(role);
            if (site != null) {
                site.setTarget(handle);
            }
        });
        publish();
    }

    /** From now on the method runs as if nothing was woven into it. */
    void bypass() {
        bypassed = true;
        whenTraced.clear();
        sites.values().forEach(site -> site.setTarget(MethodHandles.empty(site.type())));
        publish();
    }

    /** True: it has that role, and was not taken out. */
    boolean isLive(Role role) {
        return !bypassed && sites.containsKey(role);
    }

    private void publish() {
        MutableCallSite.syncAll(List.copyOf(sites.values()).toArray(MutableCallSite[]::new));
    }
}
