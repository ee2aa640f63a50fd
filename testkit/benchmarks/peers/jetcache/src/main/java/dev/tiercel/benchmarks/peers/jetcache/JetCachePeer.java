package dev.tiercel.benchmarks.peers.jetcache;

import dev.tiercel.benchmarks.peers.Item;
import dev.tiercel.benchmarks.peers.Peer;
import dev.tiercel.benchmarks.peers.Setting;
import dev.tiercel.benchmarks.peers.Source;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** JetCache with both tiers, in an application context of Spring. */
public final class JetCachePeer implements Peer {
    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    private final JetCacheItems items;

    public JetCachePeer(Source source, Setting setting) {
        context.registerBean(Source.class, () -> source);
        context.registerBean(Setting.class, () -> setting);
        context.register(JetCaching.class, JetCacheItems.class);
        context.refresh();
        items = context.getBean(JetCacheItems.class);
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
