package dev.muster.ingest.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.muster.ingest.log.CommandLog;
import dev.muster.ingest.outcome.Outcomes;
import dev.muster.ingest.outcome.ResultSource;
import dev.muster.ingest.outcome.Statuses;
import dev.muster.ingest.outcome.TournamentBoard;
import dev.muster.ingest.read.FindDecision;
import dev.muster.ingest.read.FindPlayer;
import dev.muster.ingest.read.FindTournament;
import dev.muster.ingest.read.ListCreditTransactions;
import dev.muster.ingest.read.ListEnrollments;
import dev.muster.ingest.request.RequestIds;
import dev.muster.ingest.request.RequestMeters;
import dev.muster.ingest.request.Submissions;
import dev.muster.ingest.stream.Streams;
import dev.muster.telemetry.Tracing;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Every route of the API, on one screen.
public final class Api {
  private static final byte[] UP = "{\"status\":\"UP\"}".getBytes(UTF_8);

  private final CommandLog log;
  private final RequestIds ids;
  private final JdbcClient jdbc;
  private final ResultSource results;
  private final Outcomes outcomes;
  private final Statuses statuses;
  private final TournamentBoard board;
  private final EventStreams streams;
  private final LongPoll longPoll;
  private final Submissions submissions;
  private final Draining draining;
  private final RequestMeters requests;
  private final Exchange.Measures exchanges;

  public Api(
      CommandLog log,
      RequestIds ids,
      JdbcClient jdbc,
      ResultSource results,
      Outcomes outcomes,
      Statuses statuses,
      TournamentBoard board,
      Streams streams,
      Draining draining,
      MeterRegistry meters,
      Tracing tracing) {
    this.log = log;
    this.ids = ids;
    this.jdbc = jdbc;
    this.results = results;
    this.outcomes = outcomes;
    this.statuses = statuses;
    this.board = board;
    this.streams = new EventStreams(streams);
    this.longPoll = new LongPoll(outcomes);
    this.draining = draining;
    this.requests = new RequestMeters(meters);
    this.exchanges = new Exchange.Measures(meters, tracing);
    this.submissions =
        new Submissions(log, results, outcomes, new FindDecision(jdbc), requests, tracing);
  }

  /// The servlet that serves all of them.
  ///
  /// @param more routes of other parts
  public ApiServlet servlet(List<ApiRoute> more) {
    var tournaments = new Tournaments(new FindTournament(jdbc));
    var players =
        new Players(
            new FindPlayer(jdbc), new ListCreditTransactions(jdbc), new ListEnrollments(jdbc));
    return new ApiServlet(
        new Router()
            .add(
                "POST",
                "/v1/enrollment-requests",
                command((_, fields) -> EnrollmentRequests.read(fields)))
            .add(
                "POST",
                "/v1/enrollment-requests/batch",
                new BatchEndpoint(ids, submissions, requests))
            .add("GET", "/v1/enrollment-requests/{id}", new StatusEndpoint(statuses, longPoll))
            .add(
                "GET",
                "/v1/enrollment-requests/{id}/events",
                new RequestEvents(statuses, outcomes, streams))
            .add("PUT", "/v1/tournaments/{id}", command(Tournaments::define))
            .add("GET", "/v1/tournaments/{id}", tournaments::get)
            .add("GET", "/v1/tournaments/{id}/events", new TournamentEvents(board, streams))
            .add("POST", "/v1/tournaments/{id}/cancel", command(Tournaments::cancel))
            .add("PUT", "/v1/players/{id}", command(Players::register))
            .add("GET", "/v1/players/{id}", players::get)
            .add("POST", "/v1/players/{id}/credits", command(Players::grantCredits))
            .add("GET", "/v1/players/{id}/credit-transactions", players::creditTransactions)
            .add("GET", "/v1/players/{id}/enrollments", players::enrollments)
            .add("GET", "/livez", _ -> liveness())
            .add("GET", "/readyz", _ -> readiness())
            .addAll(more),
        exchanges);
  }

  private Endpoint command(CommandEndpoint.Reader reader) {
    return new CommandEndpoint(reader, ids, submissions, statuses, longPoll, requests);
  }

  /// Alive is who does its work, whoever else is away. A thread that ended by a defect comes back
  /// only with the process.
  private Answer liveness() throws Refused {
    if (!results.alive()) {
      throw new Refused(
          Problem.of(ProblemType.NOT_ALIVE, "Results are no longer read").with(Answer.RETRY_SOON));
    }
    return Answer.ok(UP);
  }

  /// Ready is who can take commands. A database that is away stops the reads and nothing else, so
  /// it must not take the commands down with it. One that is about to stop still takes them, but
  /// should be given no more.
  private Answer readiness() throws Refused {
    if (draining.isDraining()) {
      throw new Refused(
          Problem.of(ProblemType.DRAINING, "Ask another replica").with(Answer.RETRY_SOON));
    }
    if (!log.ready()) {
      throw new Refused(
          Problem.of(ProblemType.LOG_UNAVAILABLE, "The command log is not open yet")
              .with(Answer.RETRY_SOON));
    }
    return Answer.ok(UP);
  }
}
