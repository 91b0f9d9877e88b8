package dev.muster.validator.replay;

import dev.muster.schemas.wire.Json;

/// A replay's report as JSON.
final class ReplayJson {
  private ReplayJson() {}

  static byte[] bytes(ReplayReport report) {
    return Json.bytes(
        json -> {
          Json.time(json, "replayedAt", report.at());
          json.writeName("cursors");
          json.writeStartObject();
          report.cursors().forEach(json::writeNumberProperty);
          json.writeEndObject();
          json.writeNumberProperty("commands", report.commands());
          json.writeNumberProperty("decided", report.decided());
          json.writeNumberProperty("repeats", report.repeats());
          json.writeNumberProperty("malformed", report.malformed());
          json.writeNumberProperty("failed", report.failed());
          json.writeNumberProperty("orderFromRows", report.orderFromRows());
          json.writeNumberProperty("tournaments", report.tournaments());
          json.writeNumberProperty("players", report.players());
          json.writeNumberProperty("enrollments", report.enrollments());
          json.writeNumberProperty("movements", report.movements());
          json.writeNumberProperty("foldSeconds", report.foldSeconds());
          json.writeNumberProperty("seconds", report.seconds());
          Difference difference = report.difference();
          if (difference != null) {
            json.writeName("difference");
            json.writeStartObject();
            json.writeStringProperty("where", difference.where());
            json.writeStringProperty("log", difference.log());
            json.writeStringProperty("database", difference.database());
            json.writeEndObject();
          }
          json.writeStringProperty("verdict", report.holds() ? "PASS" : "FAIL");
        });
  }
}
