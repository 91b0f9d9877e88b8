package dev.muster.telemetry;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;

/// An application whose management port is the only one it has: its server is the management
/// server, so `server.port` must be `${management.server.port}`.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Managed
@ImportAutoConfiguration({
  HttpMessageConvertersAutoConfiguration.class,
  WebMvcAutoConfiguration.class
})
public @interface ManagedOnly {}
