package dev.muster.quickstart.drop;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The drop in numbers; its JSON form is what `--report` writes. All of them are about the sale:
/// what was set up before it and the cancellation after it are not in them.
///
/// @param players registered before the sale
/// @param seats of the hot tournament
/// @param clients concurrent connections
/// @param submitted HTTP requests sent, double clicks and retries included
/// @param accepted distinct requests answered 202, or 200 with the outcome: a retry under the same
///     key is no further one
/// @param acceptPerSecond answers 202, repeats included, per second from the opening of the doors
///     to the last 202
/// @param acceptP50Ms half of the answers 202 came within this many milliseconds of sending; with
///     `--long-poll` the answer has the outcome too
/// @param acceptP99Ms 99 % of them did
/// @param decided accepted requests with a decision in the database
/// @param decidedPerSecond those, per second from the first append to the last decision
/// @param decisionP50Ms half of the decisions came within this many milliseconds of the append
///     (`decided_at - submitted_at`)
/// @param decisionP99Ms 99 % of them did
/// @param drainSeconds from the last 202 to the last decision; zero if the last decision was first
/// @param notifyP50Ms with `--long-poll`: half of the clients knew their outcome within this many
///     milliseconds of the decision
/// @param notifyP99Ms 99 % of them did
/// @param longPolls how many long polls that took; as many as requests sent if each needed one
/// @param databaseReadsByPolling reads of the database that the API made to answer them
/// @param webhooks with `--webhook`: what came that way
/// @param outcomes of the decided requests, as clients read them
/// @param invariants the validator's and the drop's own, with what was found
/// @param verdict `PASS` if nothing was found, else `FAIL`
@JsonInclude(JsonInclude.Include.NON_NULL)
record DropReport(
    int players,
    int seats,
    int clients,
    long submitted,
    long accepted,
    double acceptPerSecond,
    double acceptP50Ms,
    double acceptP99Ms,
    long decided,
    double decidedPerSecond,
    double decisionP50Ms,
    double decisionP99Ms,
    double drainSeconds,
    @Nullable Double notifyP50Ms,
    @Nullable Double notifyP99Ms,
    @Nullable Long longPolls,
    @Nullable Long databaseReadsByPolling,
    @Nullable WebhookReport webhooks,
    Outcomes outcomes,
    List<Invariant> invariants,
    String verdict) {
  static final String PASS = "PASS";
  static final String FAIL = "FAIL";

  /// How often each outcome came.
  ///
  /// @param rejected by reason
  record Outcomes(
      @JsonProperty("ENROLLED") long enrolled,
      @JsonProperty("UNENROLLED") long unenrolled,
      @JsonProperty("REJECTED") Map<String, Long> rejected) {}

  /// One invariant and how often it is broken.
  record Invariant(String id, long findings) {}
}
