package dev.tiercel.weaving;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.objectweb.asm.Opcodes;

/** The local variables in frames, where a long or double is one entry that takes two slots. */
final class Frames {
    private Frames() {}

    /** With nothing in the slots up to where ours begin, which can be added then. */
    static List<Object> padded(List<Object> locals, int ours) {
        List<Object> padded = new ArrayList<>(locals);
        int slots = 0;
        for (Object local : locals) {
            slots += isWide(local) ? 2 : 1;
        }
        padded.addAll(Collections.nCopies(ours - slots, Opcodes.TOP));
        return padded;
    }

    /** Those of a list that has an entry for each slot. */
    static List<Object> ofSlots(List<Object> slots) {
        List<Object> locals = new ArrayList<>();
        for (int slot = 0; slot < slots.size(); slot += isWide(slots.get(slot)) ? 2 : 1) {
            locals.add(slots.get(slot));
        }
        return locals;
    }

    static boolean isWide(Object local) {
        return local == Opcodes.LONG || local == Opcodes.DOUBLE;
    }
}
