package dev.tiercel.benchmarks.peers.spring;

import dev.tiercel.benchmarks.peers.Item;
import dev.tiercel.benchmarks.peers.Setting;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.CachingConfigurer;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.interceptor.CacheErrorHandler;
import org.springframework.cache.interceptor.LoggingCacheErrorHandler;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.cache.RedisCacheConfiguration;
import org.springframework.data.redis.cache.RedisCacheManager;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.serializer.JacksonJsonRedisSerializer;
import org.springframework.data.redis.serializer.RedisSerializationContext.SerializationPair;

/** The tier in Redis. What fails there is logged, and is a miss. */
@Configuration
@EnableCaching
class RedisCaching implements CachingConfigurer {
    @Bean
    RedisConnectionFactory connectionFactory(Setting setting) {
        return new LettuceConnectionFactory(
                new RedisStandaloneConfiguration(setting.host(), setting.port()),
                LettuceClientConfiguration.builder()
                        .commandTimeout(setting.timeout())
                        .build());
    }

    @Bean
    CacheManager cacheManager(RedisConnectionFactory connections) {
        return RedisCacheManager.builder(connections)
                .cacheDefaults(RedisCacheConfiguration.defaultCacheConfig()
                        .entryTtl(Setting.TTL)
                        .serializeValuesWith(
                                SerializationPair.fromSerializer(new JacksonJsonRedisSerializer<>(Item.class))))
                .build();
    }

    @Override
    public CacheErrorHandler errorHandler() {
        return new LoggingCacheErrorHandler();
    }
}
