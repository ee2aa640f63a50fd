package dev.tiercel.command;

import java.io.File;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The JVMs of this machine, as far as this user may reach them. */
interface Jvms {

    /** Those that can be seen, this one not among them, by their process ids. */
    List<FoundJvm> all();

    /**
     * Goes to one of them.
     *
     * @param who its process id, or a part of its main class's name
     * @param jar the agent's, as that JVM sees it; null: as we do
     * @throws Refusal there is no such JVM, or several, or it lets nobody in
     */
    Jvm open(String who, @Nullable File jar);
}
