package dev.tiercel.benchmarks.peers.spring;

import com.github.benmanes.caffeine.cache.Caffeine;
import dev.tiercel.benchmarks.peers.Setting;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.caffeine.CaffeineCacheManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The tier in process. */
@Configuration
@EnableCaching
class CaffeineCaching {
    @Bean
    CacheManager cacheManager(Setting setting) {
        CaffeineCacheManager manager = new CaffeineCacheManager("items", "items-in");
        manager.setCaffeine(Caffeine.newBuilder().expireAfterWrite(Setting.TTL).maximumSize(setting.maxEntries()));
        return manager;
    }
}
