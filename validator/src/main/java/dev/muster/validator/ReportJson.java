package dev.muster.validator;

import dev.muster.schemas.wire.Json;
import tools.jackson.core.JsonGenerator;

/// A report for programs: `{checkedAt, database, invariants: [{id, severity, meaning, findings,
/// samples}], verdict}`, where the verdict is `PASS` or `FAIL`.
public final class ReportJson {
  private ReportJson() {}

  /// The report as one JSON object in UTF-8.
  public static byte[] bytes(Report report) {
    return Json.bytes(
        json -> {
          Json.time(json, "checkedAt", report.checkedAt());
          Json.time(json, "since", report.since());
          json.writeStringProperty("database", report.database());
          json.writeName("invariants");
          json.writeStartArray();
          report.verdicts().forEach(verdict -> write(json, verdict));
          json.writeEndArray();
          json.writeStringProperty(
              "verdict",
              report.holds() ? "PASS" : report.hasNoErrors() ? "PASS_WITH_WARNINGS" : "FAIL");
        });
  }

  private static void write(JsonGenerator json, Verdict verdict) {
    json.writeStartObject();
    json.writeStringProperty("id", verdict.id());
    json.writeStringProperty("severity", verdict.invariant().severity().name());
    json.writeBooleanProperty("windowed", verdict.invariant().isWindowed());
    json.writeStringProperty("meaning", verdict.invariant().meaning());
    json.writeNumberProperty("findings", verdict.findings());
    json.writeNumberProperty("seconds", verdict.took().toMillis() / 1_000.0);
    json.writeStringProperty("whatToDo", verdict.invariant().whatToDo());
    json.writeName("samples");
    json.writeStartArray();
    for (var sample : verdict.samples()) {
      json.writeStartObject();
      sample.forEach((column, value) -> Json.text(json, column, value));
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
