package dev.muster.telemetry;

import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Whether and where spans are exported.
///
/// @param endpoint OTLP over HTTP, such as `http://collector:4318/v1/traces`; nothing is exported
///     unless it is set
/// @param probability of a trace that begins here, from 0 to 1; one that a caller began is followed
///     as the caller decided
public record TracingSettings(
    @DefaultValue("") String endpoint, @DefaultValue("0.1") double probability) {
  static final Duration EXPORT_WAIT_MAX = Duration.ofSeconds(2);

  /// @throws IllegalArgumentException if a value is outside its bounds; the message names it
  public TracingSettings {
    if (!endpoint.isBlank() && !isHttp(endpoint)) {
      throw new IllegalArgumentException("muster.tracing.endpoint must be an http or https URL");
    }
    if (!(probability >= 0 && probability <= 1)) {
      throw new IllegalArgumentException("muster.tracing.probability must be from 0 to 1");
    }
  }

  private static boolean isHttp(String endpoint) {
    try {
      URI uri = URI.create(endpoint);
      return uri.getHost() != null
          && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /// Without what the URL may hold besides the place.
  @Override
  public String toString() {
    return "TracingSettings[on=" + !endpoint.isBlank() + ", probability=" + probability + "]";
  }
}
