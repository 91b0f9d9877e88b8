package dev.muster.validator.report;

import dev.muster.schemas.wire.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// The summary as the property of that name in the data.
final class SummaryJson {
  private SummaryJson() {}

  static void write(JsonGenerator json, Summary summary) {
    json.writeName("summary");
    json.writeStartObject();
    json.writeStringProperty("verdict", summary.holds() ? "CLEAN" : "VIOLATED");
    numbers(json, "claims", summary.claims());
    tournament(json, summary.facts());
    json.writeName("requests");
    json.writeStartObject();
    json.writeNumberProperty("accepted", summary.requests());
    json.writeNumberProperty("decided", summary.requests());
    counts(json, "outcomes", summary.outcomes());
    counts(json, "refused", summary.refusals());
    json.writeEndObject();
    seats(json, summary.seats());
    json.writeName("credits");
    json.writeStartObject();
    sums(json, "decisions", summary.credits().decisions());
    sums(json, "seats", summary.credits().seats());
    sums(json, "ledger", summary.credits().ledger());
    json.writeEndObject();
    timings(json, summary.timings());
    json.writeEndObject();
  }

  private static void numbers(JsonGenerator json, String name, List<Claim> claims) {
    json.writeName(name);
    json.writeStartObject();
    claims.forEach(claim -> json.writeNumberProperty(claim.name(), claim.count()));
    json.writeEndObject();
  }

  private static void tournament(JsonGenerator json, Facts facts) {
    json.writeName("tournament");
    json.writeStartObject();
    json.writeStringProperty("id", facts.text(Fact.TOURNAMENT));
    json.writeStringProperty("name", facts.text(Fact.NAME));
    json.writeStringProperty("status", facts.text(Fact.STATUS));
    json.writeNumberProperty("capacity", facts.number(Fact.CAPACITY));
    json.writeNumberProperty("feeCredits", facts.number(Fact.FEE_CREDITS));
    Json.text(json, "opensAt", facts.textOrNull(Fact.OPENS_AT));
    Json.text(json, "closesAt", facts.textOrNull(Fact.CLOSES_AT));
    json.writeStringProperty("createdAt", facts.text(Fact.CREATED_AT));
    json.writeEndObject();
    json.writeStringProperty("takenAt", facts.text(Fact.TAKEN_AT));
    Json.text(json, "since", facts.textOrNull(Fact.SINCE));
    json.writeStringProperty("salt", facts.text(Fact.SALT));
  }

  private static void seats(JsonGenerator json, Summary.Seats seats) {
    json.writeName("seats");
    json.writeStartObject();
    json.writeNumberProperty("capacity", seats.capacity());
    json.writeNumberProperty("taken", seats.taken());
    json.writeNumberProperty("left", seats.left());
    json.writeNumberProperty("givenBack", seats.givenBack());
    json.writeNumberProperty("takenMost", seats.takenMost());
    json.writeEndObject();
  }

  private static void counts(JsonGenerator json, String name, Map<String, Long> counts) {
    json.writeName(name);
    json.writeStartObject();
    counts.forEach(json::writeNumberProperty);
    json.writeEndObject();
  }

  private static void sums(JsonGenerator json, String name, Summary.Sums sums) {
    json.writeName(name);
    json.writeStartObject();
    json.writeNumberProperty("charged", sums.charged());
    json.writeNumberProperty("refunded", sums.refunded());
    json.writeNumberProperty("net", sums.net());
    json.writeEndObject();
  }

  private static void timings(JsonGenerator json, Timings timings) {
    json.writeName("timings");
    json.writeStartObject();
    time(json, "firstSubmittedAt", timings.firstSubmittedMicros());
    time(json, "lastSubmittedAt", timings.lastSubmittedMicros());
    time(json, "lastDecidedAt", timings.lastDecidedMicros());
    Timings.Moment full = timings.firstFull();
    if (full != null) {
      json.writeName("firstFull");
      json.writeStartObject();
      json.writeNumberProperty("place", full.place());
      time(json, "submittedAt", full.micros());
      json.writeEndObject();
    }
    json.writeName("waitMicros");
    json.writeStartObject();
    timings.waits().forEach(wait -> json.writeNumberProperty(wait.name(), wait.micros()));
    json.writeEndObject();
    json.writeName("waits");
    json.writeStartArray();
    for (Waits.Step step : timings.waitSteps()) {
      json.writeStartObject();
      json.writeNumberProperty("belowMicros", step.belowMicros());
      json.writeNumberProperty("requests", step.count());
      json.writeEndObject();
    }
    json.writeEndArray();
    if (!timings.demand().isEmpty()) {
      json.writeName("rates");
      json.writeStartObject();
      time(json, "from", timings.fromMicros());
      json.writeNumberProperty("stretchMs", timings.stretchMs());
      series(json, "demand", timings.demand());
      series(json, "decisions", timings.decisions());
      json.writeEndObject();
    }
    json.writeName("fill");
    json.writeStartArray();
    for (FillCurve.Point point : timings.fill()) {
      json.writeStartArray();
      json.writeNumber(point.place());
      json.writeNumber(point.taken());
      json.writeEndArray();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void series(JsonGenerator json, String name, List<Long> counts) {
    json.writeName(name);
    json.writeStartArray();
    counts.forEach(json::writeNumber);
    json.writeEndArray();
  }

  private static void time(JsonGenerator json, String name, @Nullable Long micros) {
    if (micros != null) {
      Json.time(json, name, Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
    }
  }
}
