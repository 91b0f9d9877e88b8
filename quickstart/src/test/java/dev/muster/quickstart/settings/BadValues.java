package dev.muster.quickstart.settings;

import static java.util.Map.entry;

import java.util.Map;
import java.util.Set;

/// A value of each setting that must end the start. What it is told is also what the page says of
/// the setting's bounds, so the value is out of bounds rather than no number at all.
final class BadValues {
  /// By name; the same in every application that has the setting.
  static final Map<String, String> ALL =
      Map.ofEntries(
          entry("muster.kafka.bootstrap-servers", "nowhere"),
          entry("muster.kafka.properties.*", "ssl.trustore.location"),
          entry("muster.database.url", "jdbc:mysql://db/muster"),
          entry("muster.database.connections", "101"),
          entry("muster.database.connections-max", "101"),
          entry("muster.topics.partitions", "1001"),
          entry("muster.topics.replication-factor", "0"),
          entry("muster.topics.retention", "59m"),
          entry("muster.longpoll.waiters-max", "-1"),
          entry("muster.streams.open-max", "-1"),
          entry("muster.streams.per-client-max", "0"),
          entry("muster.streams.heartbeat", "6m"),
          entry("muster.streams.stalled-max", "6m"),
          entry("muster.webhooks.secret-key", "too short"),
          entry("muster.webhooks.allow-http", "perhaps"),
          entry("muster.webhooks.allowed-ports", "all"),
          entry("muster.webhooks.allowed-targets", "10.0.0.0/99"),
          entry("muster.webhooks.answer-wait", "31s"),
          entry("muster.webhooks.schedule", "8d"),
          entry("muster.webhooks.jitter", "0.6"),
          entry("muster.webhooks.timeout", "61s"),
          entry("muster.webhooks.lease", "11m"),
          entry("muster.webhooks.failing-max", "31d"),
          entry("muster.webhooks.delivery-retention", "1d"),
          entry("muster.webhooks.attempt-retention", "1d"),
          entry("muster.request-id-secret", "short"),
          entry("muster.tracing.endpoint", "collector"),
          entry("muster.tracing.probability", "1.1"),
          entry("muster.drain", "61s"),
          entry("muster.batch.records-max", "10001"),
          entry("muster.batch.bytes-max", "0"),
          entry("muster.roles", "rule"),
          entry("muster.watch.interval", "6m"),
          entry("muster.watch.tournaments", "the first"),
          entry("muster.check.at-start", "perhaps"),
          entry("muster.check.cron", "weekly"),
          entry("muster.check.zone", "Atlantis"),
          entry("muster.check.statement-timeout", "7h"),
          entry("muster.check.minute-cron", "often"),
          entry("muster.check.minute-window", "2h"));

  /// Of these every text is one that somebody may mean; whether it is right, only the other side
  /// can say.
  static final Set<String> ANY_TEXT =
      Set.of(
          "muster.database.username",
          "muster.database.password",
          "muster.kafka.group-id",
          "muster.worker-id");

  private BadValues() {}
}
