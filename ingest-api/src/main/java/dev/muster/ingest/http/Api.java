package dev.muster.ingest.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.muster.ingest.log.CommandLog;
import dev.muster.ingest.read.FindDecision;
import dev.muster.ingest.read.FindPlayer;
import dev.muster.ingest.read.FindTournament;
import dev.muster.ingest.read.ListCreditTransactions;
import dev.muster.ingest.read.ListEnrollments;
import dev.muster.ingest.request.RecentRequests;
import dev.muster.ingest.request.RequestIds;
import dev.muster.ingest.request.Submissions;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Every route of the API, on one screen.
public final class Api {
  private static final byte[] UP = "{\"status\":\"UP\"}".getBytes(UTF_8);

  private final CommandLog log;
  private final RequestIds ids;
  private final JdbcClient jdbc;
  private final RecentRequests recent = new RecentRequests();
  private final Submissions submissions;

  public Api(CommandLog log, RequestIds ids, JdbcClient jdbc) {
    this.log = log;
    this.ids = ids;
    this.jdbc = jdbc;
    this.submissions = new Submissions(log, recent, new FindDecision(jdbc));
  }

  /// The servlet that serves all of them.
  public ApiServlet servlet() {
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
            .add("POST", "/v1/enrollment-requests/batch", new BatchEndpoint(ids, submissions))
            .add(
                "GET",
                "/v1/enrollment-requests/{id}",
                new StatusEndpoint(new FindDecision(jdbc), recent, ids))
            .add("PUT", "/v1/tournaments/{id}", command(Tournaments::define))
            .add("GET", "/v1/tournaments/{id}", tournaments::get)
            .add("POST", "/v1/tournaments/{id}/cancel", command(Tournaments::cancel))
            .add("PUT", "/v1/players/{id}", command(Players::register))
            .add("GET", "/v1/players/{id}", players::get)
            .add("POST", "/v1/players/{id}/credits", command(Players::grantCredits))
            .add("GET", "/v1/players/{id}/credit-transactions", players::creditTransactions)
            .add("GET", "/v1/players/{id}/enrollments", players::enrollments)
            .add("GET", "/livez", _ -> Answer.ok(UP))
            .add("GET", "/readyz", _ -> readiness()));
  }

  private Endpoint command(CommandEndpoint.Reader reader) {
    return new CommandEndpoint(reader, ids, submissions);
  }

  /// Ready is who can take commands. A database that is away stops the reads and nothing else, so
  /// it must not take the commands down with it.
  private Answer readiness() throws Refused {
    if (!log.ready()) {
      throw new Refused(
          Problem.of(ProblemType.LOG_UNAVAILABLE, "The command log is not open yet")
              .with(Answer.RETRY_SOON));
    }
    return Answer.ok(UP);
  }
}
