package micronaut;

import io.micronaut.aop.Introduction;
import io.micronaut.context.annotation.Bean;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** An interface whose methods Micronaut makes, as it does for repositories. */
@Introduction
@Bean
@Retention(RetentionPolicy.RUNTIME)
public @interface Stubbed {}
