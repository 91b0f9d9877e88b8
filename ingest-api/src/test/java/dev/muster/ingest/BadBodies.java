package dev.muster.ingest;

import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.params.provider.Arguments;

/// Bodies that must be refused: method, path, body, and the field that the problem must name (or
/// none).
@NullMarked
final class BadBodies {
  private static final String MARK = BadInputTest.MARK;
  private static final String ID = "0a000000-0000-4000-8000-000000000001";
  private static final String REQUESTS = "/v1/enrollment-requests";
  private static final String BATCH = REQUESTS + "/batch";
  private static final String TOURNAMENT = "/v1/tournaments/" + ID;
  private static final String CANCEL = TOURNAMENT + "/cancel";
  private static final String PLAYER = "/v1/players/" + ID;
  private static final String CREDITS = PLAYER + "/credits";
  private static final String ENROLL = RunningApi.enroll(UUID.fromString(ID), UUID.fromString(ID));
  private static final String OPEN =
      "{\"name\":\"n\",\"capacity\":1,\"feeCredits\":1,\"status\":\"OPEN\"}";

  private BadBodies() {}

  static Stream<Arguments> all() {
    return Stream.of(json(), enrollmentRequests(), tournaments(), players(), batches())
        .flatMap(group -> group);
  }

  /// Not a JSON object, or not only one, or not one we know anything of.
  private static Stream<Arguments> json() {
    return Stream.of(
        Arguments.of("POST", REQUESTS, "", ""),
        Arguments.of("POST", REQUESTS, "{", ""),
        Arguments.of("POST", REQUESTS, "null", ""),
        Arguments.of("POST", REQUESTS, "[]", ""),
        Arguments.of("POST", REQUESTS, "\"" + MARK + "\"", ""),
        Arguments.of("POST", REQUESTS, MARK, ""),
        Arguments.of("POST", REQUESTS, ENROLL + ENROLL, ""),
        Arguments.of("POST", REQUESTS, ENROLL + MARK, ""),
        Arguments.of("POST", REQUESTS, "{" + "\"a\":{".repeat(2_000), ""),
        Arguments.of("POST", REQUESTS, with(ENROLL, MARK, "1"), ""),
        Arguments.of("POST", REQUESTS, with(ENROLL, MARK, "[1]"), ""),
        Arguments.of("POST", REQUESTS, with(ENROLL, "x".repeat(9_000), "1"), ""),
        Arguments.of("POST", REQUESTS, with(ENROLL, "type", "\"ENROLL\""), ""),
        Arguments.of("POST", REQUESTS, with(ENROLL, "maxFeeCredits", "9".repeat(9_999)), ""));
  }

  /// Enrollment requests with one thing wrong.
  private static Stream<Arguments> enrollmentRequests() {
    return Stream.of(
        Arguments.of("POST", REQUESTS, "{}", "type"),
        Arguments.of("POST", REQUESTS, ENROLL.replace("ENROLL", MARK), "type"),
        Arguments.of("POST", REQUESTS, ENROLL.replace("ENROLL", "enroll"), "type"),
        Arguments.of("POST", REQUESTS, ENROLL.replace("ENROLL", "GRANT_CREDITS"), "type"),
        Arguments.of("POST", REQUESTS, ENROLL.replace("\"ENROLL\"", "1"), "type"),
        Arguments.of("POST", REQUESTS, ENROLL.replaceFirst(ID, MARK), "tournamentId"),
        Arguments.of("POST", REQUESTS, ENROLL.replaceFirst(ID, ""), "tournamentId"),
        Arguments.of("POST", REQUESTS, ENROLL.replaceFirst(ID, "1-1-1-1-1"), "tournamentId"),
        Arguments.of("POST", REQUESTS, ENROLL.replaceFirst(ID, ID + "0"), "tournamentId"),
        Arguments.of("POST", REQUESTS, ENROLL.replaceFirst('"' + ID + '"', "null"), "tournamentId"),
        Arguments.of("POST", REQUESTS, ENROLL.replaceFirst('"' + ID + '"', "{}"), "tournamentId"),
        Arguments.of("POST", REQUESTS, ENROLL.replaceFirst('"' + ID + '"', "[]"), "tournamentId"),
        Arguments.of("POST", REQUESTS, with(ENROLL, "requestId", '"' + ID + '"'), "requestId"),
        Arguments.of("POST", REQUESTS, with(ENROLL, "playerID", "1"), "playerID"),
        Arguments.of("POST", REQUESTS, with(ENROLL, "maxFeeCredits", "-1"), "maxFeeCredits"),
        Arguments.of("POST", REQUESTS, with(ENROLL, "maxFeeCredits", "1.5"), "maxFeeCredits"),
        Arguments.of("POST", REQUESTS, with(ENROLL, "maxFeeCredits", "1e3"), "maxFeeCredits"),
        Arguments.of("POST", REQUESTS, with(ENROLL, "maxFeeCredits", "\"7\""), "maxFeeCredits"),
        Arguments.of("POST", REQUESTS, with(ENROLL, "maxFeeCredits", "true"), "maxFeeCredits"),
        Arguments.of(
            "POST", REQUESTS, with(ENROLL, "maxFeeCredits", "9".repeat(30)), "maxFeeCredits"),
        Arguments.of(
            "POST",
            REQUESTS,
            with(ENROLL.replace("ENROLL", "UNENROLL"), "maxFeeCredits", "1"),
            "maxFeeCredits"));
  }

  /// Definitions and cancellations with one thing wrong.
  private static Stream<Arguments> tournaments() {
    return Stream.of(
        Arguments.of("PUT", TOURNAMENT, "{}", "name"),
        Arguments.of("PUT", TOURNAMENT, OPEN.replace("\"n\"", "\" \""), "name"),
        Arguments.of("PUT", TOURNAMENT, OPEN.replace("\"n\"", "\"a\\u0000b\""), "name"),
        Arguments.of("PUT", TOURNAMENT, OPEN.replace("\"n\"", "\"\\ud800\""), "name"),
        Arguments.of("PUT", TOURNAMENT, OPEN.replace("\"n\"", quoted("n".repeat(201))), "name"),
        Arguments.of("PUT", TOURNAMENT, OPEN.replace("OPEN", "CANCELLED"), "status"),
        Arguments.of("PUT", TOURNAMENT, OPEN.replace("OPEN", MARK), "status"),
        Arguments.of("PUT", TOURNAMENT, OPEN.replace("capacity\":1", "capacity\":-1"), "capacity"),
        Arguments.of(
            "PUT", TOURNAMENT, OPEN.replace("capacity\":1", "capacity\":10000001"), "capacity"),
        Arguments.of(
            "PUT", TOURNAMENT, OPEN.replace("capacity\":1", "capacity\":4294967297"), "capacity"),
        Arguments.of(
            "PUT", TOURNAMENT, OPEN.replace("feeCredits\":1", "feeCredits\":-1"), "feeCredits"),
        Arguments.of(
            "PUT",
            TOURNAMENT,
            OPEN.replace("feeCredits\":1", "feeCredits\":1000000001"),
            "feeCredits"),
        Arguments.of("PUT", TOURNAMENT, with(OPEN, "opensAt", quoted(MARK)), "opensAt"),
        Arguments.of("PUT", TOURNAMENT, with(OPEN, "opensAt", quoted("2026-01-01")), "opensAt"),
        Arguments.of(
            "PUT", TOURNAMENT, with(OPEN, "opensAt", quoted("+12026-01-01T00:00:00Z")), "opensAt"),
        Arguments.of(
            "PUT",
            TOURNAMENT,
            with(
                with(OPEN, "opensAt", quoted("2026-01-01T00:00:00Z")),
                "closesAt",
                quoted("2026-01-01T00:00:00Z")),
            "closesAt"),
        Arguments.of(
            "PUT", TOURNAMENT, with(OPEN, "refundPolicy", "{}"), "refundPolicy.percentAfter"),
        Arguments.of(
            "PUT",
            TOURNAMENT,
            with(OPEN, "refundPolicy", "{\"percentAfter\":101}"),
            "refundPolicy.percentAfter"),
        Arguments.of(
            "PUT",
            TOURNAMENT,
            with(OPEN, "refundPolicy", "{\"percentAfter\":1,\"x\":1}"),
            "refundPolicy.x"),
        Arguments.of("PUT", TOURNAMENT, with(OPEN, "refundPolicy", "1"), "refundPolicy"),
        Arguments.of("PUT", TOURNAMENT, with(OPEN, "enrolled", "0"), "enrolled"),
        Arguments.of("POST", CANCEL, "{}", "reason"),
        Arguments.of("POST", CANCEL, "{\"reason\":\"\"}", "reason"),
        Arguments.of("POST", CANCEL, "{\"reason\":" + quoted("r".repeat(501)) + "}", "reason"));
  }

  /// Registrations and grants with one thing wrong.
  private static Stream<Arguments> players() {
    return Stream.of(
        Arguments.of("PUT", PLAYER, "{\"displayName\":7}", "displayName"),
        Arguments.of("PUT", PLAYER, "{\"creditBalance\":7}", "creditBalance"),
        Arguments.of("POST", CREDITS, "{\"reason\":\"r\"}", "amount"),
        Arguments.of("POST", CREDITS, "{\"amount\":0,\"reason\":\"r\"}", "amount"),
        Arguments.of("POST", CREDITS, "{\"amount\":-5,\"reason\":\"r\"}", "amount"),
        Arguments.of("POST", CREDITS, "{\"amount\":1000000001,\"reason\":\"r\"}", "amount"),
        Arguments.of("POST", CREDITS, "{\"amount\":1}", "reason"));
  }

  /// Batches with one thing wrong.
  private static Stream<Arguments> batches() {
    return Stream.of(
        Arguments.of("POST", BATCH, "", ""),
        Arguments.of("POST", BATCH, "[]", ""),
        Arguments.of("POST", BATCH, "{}", "requests"),
        Arguments.of("POST", BATCH, "{\"requests\":[]}", "requests"),
        Arguments.of("POST", BATCH, "{\"requests\":{}}", "requests"),
        Arguments.of("POST", BATCH, "{\"" + MARK + "\":[]}", "requests"),
        Arguments.of("POST", BATCH, "{\"requests\":[" + ENROLL + "],\"x\":1}", ""),
        Arguments.of("POST", BATCH, "{\"requests\":[" + ENROLL + "]}}", ""),
        Arguments.of("POST", BATCH, "{\"requests\":[" + ENROLL + "", ""),
        Arguments.of("POST", BATCH, "{\"requests\":[" + ENROLL + ",7]}", "requests[1]"),
        Arguments.of("POST", BATCH, "{\"requests\":[" + ENROLL + ",{}]}", "requests[1].type"),
        Arguments.of(
            "POST",
            BATCH,
            "{\"requests\":[" + with(ENROLL, "maxFeeCredits", "-1") + "]}",
            "requests[0].maxFeeCredits"),
        Arguments.of(
            "POST", BATCH, "{\"requests\":[" + with(ENROLL, "x", "1") + "]}", "requests[0].x"),
        Arguments.of(
            "POST", BATCH, "{\"requests\":[" + "{},".repeat(10_000) + "{}]}", "requests[0].type"),
        Arguments.of(
            "POST",
            BATCH,
            "{\"requests\":[" + (ENROLL + ",").repeat(10_000) + ENROLL + "]}",
            "requests"));
  }

  private static String with(String object, String name, String value) {
    return object.substring(0, object.length() - 1) + "," + quoted(name) + ":" + value + "}";
  }

  private static String quoted(String text) {
    return '"' + text + '"';
  }
}
