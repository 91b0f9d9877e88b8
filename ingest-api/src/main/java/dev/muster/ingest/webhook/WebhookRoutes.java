package dev.muster.ingest.webhook;

import dev.muster.ingest.http.ApiRoute;
import dev.muster.ingest.http.Endpoint;
import dev.muster.ingest.http.Problem;
import dev.muster.ingest.http.ProblemType;
import dev.muster.ingest.http.Refused;
import dev.muster.ingest.log.WebhookCommandLog;
import dev.muster.ingest.request.RequestIds;
import dev.muster.schemas.webhook.SealedSecrets;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Every route of webhook endpoints, on one screen.
public final class WebhookRoutes {
  static final String ENDPOINTS = "/v1/webhook-endpoints";
  static final String OPERATIONS = "/v1/webhook-operations";

  private WebhookRoutes() {}

  /// The routes. Without a key to seal secrets with they all answer that webhooks are off.
  ///
  /// @param ids mints operation ids, from another secret than that of requests
  public static List<ApiRoute> of(
      WebhookSettings settings, WebhookCommandLog log, RequestIds ids, JdbcClient jdbc) {
    String key = settings.secretKey();
    if (key == null) {
      Endpoint off =
          _ -> {
            throw new Refused(
                Problem.of(
                        ProblemType.WEBHOOKS_NOT_CONFIGURED,
                        "The setting muster.webhooks.secret-key is missing")
                    .with(Map.of("Retry-After", "60")));
          };
      // The key stands in for one, so that the same routes are there.
      return routes(settings, "-".repeat(SealedSecrets.KEY_LENGTH_MIN), log, ids, jdbc).stream()
          .map(route -> new ApiRoute(route.method(), route.pattern(), off))
          .toList();
    }
    return routes(settings, key, log, ids, jdbc);
  }

  private static List<ApiRoute> routes(
      WebhookSettings settings,
      String key,
      WebhookCommandLog log,
      RequestIds ids,
      JdbcClient jdbc) {
    var commands = new Commands(log, new FindOperation(jdbc), ids, settings.answerWait());
    var endpoints =
        new Endpoints(
            commands,
            new FindEndpoint(jdbc),
            new ListEndpoints(jdbc),
            new SealedSecrets(key),
            settings.targets());
    var operations = new Operations(commands, endpoints);
    var deliveries = new Deliveries(endpoints, new ListDeliveries(jdbc), new ListAttempts(jdbc));
    return List.of(
        new ApiRoute("POST", ENDPOINTS, endpoints::create),
        new ApiRoute("GET", ENDPOINTS, endpoints::page),
        new ApiRoute("GET", ENDPOINTS + "/{id}", endpoints::get),
        new ApiRoute("PATCH", ENDPOINTS + "/{id}", endpoints::change),
        new ApiRoute("DELETE", ENDPOINTS + "/{id}", endpoints::delete),
        new ApiRoute("POST", ENDPOINTS + "/{id}/rotate-secret", endpoints::rotate),
        new ApiRoute("POST", ENDPOINTS + "/{id}/test", operations::test),
        new ApiRoute("POST", ENDPOINTS + "/{id}/recover", operations::recover),
        new ApiRoute("POST", ENDPOINTS + "/{id}/replay-missing", operations::replayMissing),
        new ApiRoute("GET", ENDPOINTS + "/{id}/deliveries", deliveries::page),
        new ApiRoute("GET", ENDPOINTS + "/{id}/deliveries/{item}", deliveries::one),
        new ApiRoute("POST", ENDPOINTS + "/{id}/deliveries/{item}/resend", operations::resend),
        new ApiRoute("GET", ENDPOINTS + "/{id}/attempts", deliveries::attempts),
        new ApiRoute("GET", OPERATIONS + "/{id}", operations::get));
  }
}
