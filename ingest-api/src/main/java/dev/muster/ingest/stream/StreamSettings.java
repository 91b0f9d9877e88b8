package dev.muster.ingest.stream;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How many event streams there may be, and what is expected of their readers.
///
/// @param openMax streams at the same time; each takes one of the server's connections
/// @param perClientMax streams of one client address, for IPv6 of one /64 network
/// @param heartbeat how long a stream may be silent: shorter than what proxies on the way allow
/// @param stalledMax how long a reader may take nothing before it is dropped
public record StreamSettings(
    @DefaultValue("3000") int openMax,
    @DefaultValue("100") int perClientMax,
    @DefaultValue("15s") Duration heartbeat,
    @DefaultValue("10s") Duration stalledMax) {

  private static final Duration MIN = Duration.ofMillis(100);
  private static final Duration MAX = Duration.ofMinutes(5);

  /// @throws IllegalArgumentException if a value is outside its bounds; the message names the
  ///     setting
  public StreamSettings {
    if (openMax < 0) {
      throw new IllegalArgumentException("muster.streams.open-max must not be negative");
    }
    if (perClientMax < 1) {
      throw new IllegalArgumentException("muster.streams.per-client-max must be positive");
    }
    check("muster.streams.heartbeat", heartbeat);
    check("muster.streams.stalled-max", stalledMax);
  }

  private static void check(String name, Duration value) {
    if (value.compareTo(MIN) < 0 || value.compareTo(MAX) > 0) {
      throw new IllegalArgumentException(name + " must be from 100ms to 5m");
    }
  }
}
