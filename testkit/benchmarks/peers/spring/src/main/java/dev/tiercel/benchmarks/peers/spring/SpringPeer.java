package dev.tiercel.benchmarks.peers.spring;

import dev.tiercel.benchmarks.peers.Item;
import dev.tiercel.benchmarks.peers.Peer;
import dev.tiercel.benchmarks.peers.Setting;
import dev.tiercel.benchmarks.peers.Source;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** Spring's cache abstraction, in an application context. */
public final class SpringPeer implements Peer {
    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    private final SpringItems items;

    public SpringPeer(Source source, Setting setting) {
        context.registerBean(Source.class, () -> source);
        context.registerBean(Setting.class, () -> setting);
        context.register(setting.remote() ? RedisCaching.class : CaffeineCaching.class, SpringItems.class);
        context.refresh();
        items = context.getBean(SpringItems.class);
    }

    @Override
    public Item find(long id) {
        return items.find(id);
    }

    @Override
    public Item findIn(long id, String shop) {
        return items.findIn(id, shop);
    }

    @Override
    public void close() {
        context.close();
    }
}
