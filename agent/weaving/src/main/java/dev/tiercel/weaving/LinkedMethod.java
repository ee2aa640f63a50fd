package dev.tiercel.weaving;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;

/**
 * The call sites of one woven method, one for each role. What a woven class holds is a site's invoker, so that setting
 * the site's target changes what the method does, at once and everywhere, and compiled code pays nothing for the
 * possibility. Thread-safe.
 */
final class LinkedMethod implements LinkedConstant {
    /**
     * What a method is linked to.
     *
     * @param plain the handles for each role; none: it runs as if nothing was woven into it
     * @param traced those that differ while traces are taken
     */
    record Handles(Map<Role, MethodHandle> plain, Map<Role, MethodHandle> traced) {
        static final Handles NONE = new Handles(Map.of(), Map.of());
    }

    private final Function<LinkedMethod, Handles> maker;
    private final Map<Role, MutableCallSite> sites = new EnumMap<>(Role.class);
    private Handles handles;
    private boolean traced;
    private boolean paused;

    /** It failed too often; until its handles are made anew. */
    private boolean broken;

    private boolean left;

    /** @param maker makes the handles, now and whenever what they were made by has changed; may {@link #bypass} it */
    LinkedMethod(Function<LinkedMethod, Handles> maker) {
        this.maker = maker;
        this.handles = maker.apply(this);
    }

    @Override
    public synchronized MethodHandle constant(Role role, MethodType type) {
        MutableCallSite site = sites.computeIfAbsent(role, any -> new MutableCallSite(target(role, type)));
        return site.type().equals(type) ? site.dynamicInvoker() : MethodHandles.empty(type);
    }

    private MethodHandle target(Role role, MethodType type) {
        Map<Role, MethodHandle> plain = handles.plain();
        boolean bare = left || broken || (paused && plain.containsKey(Role.HIT));
        MethodHandle handle = traced ? handles.traced().getOrDefault(role, plain.get(role)) : plain.get(role);
        return bare || handle == null || !handle.type().equals(type) ? MethodHandles.empty(type) : handle;
    }

    private void retarget() {
        sites.forEach((role, site) -> site.setTarget(target(role, site.type())));
        MutableCallSite.syncAll(sites.values().toArray(MutableCallSite[]::new));
    }

    /** From now on calls are traced, where a thread takes a trace. */
    synchronized void trace() {
        traced = true;
        retarget();
    }

    /** A method that reads runs bare until {@link #resume}; one that changes data goes on. */
    synchronized void pause() {
        paused = true;
        retarget();
    }

    synchronized void resume() {
        paused = false;
        retarget();
    }

    /** From now on the method runs as if nothing was woven into it, until it is {@link #renew renewed}. */
    synchronized void bypass() {
        broken = true;
        retarget();
    }

    /** From now on it does so for good. */
    synchronized void leave() {
        left = true;
        handles = Handles.NONE;
        retarget();
    }

    /** Makes its handles anew; calls under way end as they began. */
    synchronized void renew() {
        if (left) {
            return;
        }
        boolean before = broken;
        broken = false; // Who takes the method out from now on means the new handles.
        try {
            handles = maker.apply(this);
        } catch (Throwable failed) {
            broken = before;
            throw failed;
        }
        retarget();
    }

    /** True: it has that role, and was not taken out. */
    synchronized boolean isLive(Role role) {
        return !left && !broken && !paused && handles.plain().containsKey(role);
    }
}
