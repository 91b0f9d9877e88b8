package dev.muster.worker.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.muster.schemas.command.Command;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/// Who the names of a scenario stand for in one run of it: the same name always the same id, no id
/// in two runs.
///
/// @param run tells the run from every other on the same system
/// @param start what relative times count from
record Cast(String run, Instant start) {

  UUID tournament(String name) {
    return hash("tournament", run, name);
  }

  UUID player(String name) {
    return hash("player", run, name);
  }

  /// The Idempotency-Key that a scenario calls by a short name.
  String key(String name) {
    return run + " " + name;
  }

  /// A request under a key is the same request exactly when it asks for the same.
  Request underKey(String key, Command command) {
    return new Request(hash("request", key, command.toString()), key, command);
  }

  Request withoutKey(int line, Command command) {
    return new Request(hash("request", run, Integer.toString(line)), null, command);
  }

  Instant at(Duration sinceStart) {
    return start.plus(sinceStart);
  }

  static UUID hash(String... parts) {
    return UUID.nameUUIDFromBytes(String.join("\n", parts).getBytes(UTF_8));
  }
}
