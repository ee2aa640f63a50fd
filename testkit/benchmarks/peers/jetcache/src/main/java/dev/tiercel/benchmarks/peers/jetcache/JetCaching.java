package dev.tiercel.benchmarks.peers.jetcache;

import com.alicp.jetcache.anno.CacheConsts;
import com.alicp.jetcache.anno.config.EnableMethodCache;
import com.alicp.jetcache.anno.support.GlobalCacheConfig;
import com.alicp.jetcache.anno.support.JetCacheBaseBeans;
import com.alicp.jetcache.embedded.CaffeineCacheBuilder;
import com.alicp.jetcache.redis.lettuce.RedisLettuceCacheBuilder;
import com.alicp.jetcache.support.Fastjson2KeyConvertor;
import com.alicp.jetcache.support.Kryo5ValueDecoder;
import com.alicp.jetcache.support.Kryo5ValueEncoder;
import dev.tiercel.benchmarks.peers.Setting;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The two tiers: Caffeine, and Redis through Lettuce. JetCache has no JSON for values; Kryo is its quicker one. */
@Configuration
@EnableMethodCache(basePackages = "dev.tiercel.benchmarks.peers.jetcache", proxyTargetClass = true)
@Import(JetCacheBaseBeans.class)
class JetCaching {
    @Bean(destroyMethod = "shutdown")
    RedisClient redisClient(Setting setting) {
        return RedisClient.create(RedisURI.builder()
                .withHost(setting.host())
                .withPort(setting.port())
                .withTimeout(setting.timeout())
                .build());
    }

    @Bean
    GlobalCacheConfig globalCacheConfig(RedisClient client, Setting setting) {
        GlobalCacheConfig config = new GlobalCacheConfig();
        config.setLocalCacheBuilders(Map.of(
                CacheConsts.DEFAULT_AREA,
                CaffeineCacheBuilder.createCaffeineCacheBuilder()
                        .limit((int) setting.maxEntries())
                        .keyConvertor(Fastjson2KeyConvertor.INSTANCE)));
        config.setRemoteCacheBuilders(Map.of(
                CacheConsts.DEFAULT_AREA,
                RedisLettuceCacheBuilder.createRedisLettuceCacheBuilder()
                        .keyConvertor(Fastjson2KeyConvertor.INSTANCE)
                        .valueEncoder(Kryo5ValueEncoder.INSTANCE)
                        .valueDecoder(Kryo5ValueDecoder.INSTANCE)
                        .asyncResultTimeoutInMillis(setting.timeout().toMillis())
                        .redisClient(client)));
        return config;
    }
}
