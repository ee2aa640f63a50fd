package dev.tiercel.readthrough;

/**
 * The names of the application's Reactor. When the agent is packed, our own libraries are renamed, and with them every
 * text of ours that begins like one of their names; so these names stand here with a mark in front.
 */
public final class ReactorNames {
    public static final String MONO = name("~reactor.core.publisher.Mono");
    public static final String FLUX = name("~reactor.core.publisher.Flux");
    public static final String PUBLISHER = name("~org.reactivestreams.Publisher");

    static final String CONTEXT = name("~reactor.util.context.Context");
    static final String CONTEXT_VIEW = name("~reactor.util.context.ContextView");

    private ReactorNames() {}

    private static String name(String marked) {
        return marked.substring(1);
    }
}
