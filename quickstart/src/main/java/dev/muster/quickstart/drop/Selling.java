package dev.muster.quickstart.drop;

import java.net.URI;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The sale and how its clients learn what came of it: by asking afterwards from time to time, or
/// by waiting while it is on.
final class Selling {
  private static final double NANOS_PER_SECOND = 1e9;

  private final URI api;
  private final URI apiMetrics;
  private final DropOptions options;
  private final Audience audience;
  private final DropDatabase database;
  private final Progress progress;
  private final Counters counters;
  private final List<List<Shot>> plan;

  /// @param counters of the sale's requests
  Selling(
      URI api,
      URI apiMetrics,
      DropOptions options,
      Audience audience,
      DropDatabase database,
      Progress progress,
      Counters counters) {
    this.api = api;
    this.apiMetrics = apiMetrics;
    this.options = options;
    this.audience = audience;
    this.database = database;
    this.progress = progress;
    this.counters = counters;
    this.plan = SalePlan.of(options);
  }

  /// Returns when every client knows the outcome of every request that was accepted.
  Sold run() throws InterruptedException {
    return options.longPoll() ? toThoseWhoWait() : toThoseWhoAsk();
  }

  /// What came of the sale.
  ///
  /// @param seconds from the opening of the doors to the last 202
  /// @param notified how soon clients knew; null if they only asked from time to time
  record Sold(
      List<Sale.Accepted> sale,
      double seconds,
      Map<UUID, Outcome> learned,
      @Nullable Notified notified) {}

  private Sold toThoseWhoAsk() throws InterruptedException {
    long doorsOpen = System.nanoTime();
    List<Sale.Accepted> sale = sell(Client::submit);
    double seconds = (System.nanoTime() - doorsOpen) / NANOS_PER_SECOND;
    return new Sold(sale, seconds, learn(sale), null);
  }

  private Sold toThoseWhoWait() throws InterruptedException {
    var metrics = new ApiMetrics(apiMetrics);
    long readsBefore = metrics.statusReads();
    var polling = new LongPolling();
    long doorsOpen = System.nanoTime();
    List<Sale.Accepted> sale = sell(polling);
    double seconds = (System.nanoTime() - doorsOpen) / NANOS_PER_SECOND;
    long reads = metrics.statusReads() - readsBefore;
    return new Sold(sale, seconds, polling.outcomes(), polling.notified(reads));
  }

  private List<Sale.Accepted> sell(Sale.Submitting submitting) throws InterruptedException {
    long decidedBefore = database.decidedCount();
    long planned = plan.stream().mapToLong(List::size).sum();
    try (var _ =
        progress.during(
            () ->
                "sale: %,d of %,d requests sent, %,d accepted, %,d decided"
                    .formatted(
                        counters.sent.sum(),
                        planned,
                        counters.accepted.sum(),
                        database.decidedCount() - decidedBefore))) {
      return new Sale(api, audience, plan, counters, submitting).run();
    }
  }

  private Map<UUID, Outcome> learn(List<Sale.Accepted> sale) throws InterruptedException {
    List<UUID> ids =
        sale.stream()
            .sorted(Comparator.comparingLong(Sale.Accepted::acceptedAtMillis))
            .map(Sale.Accepted::requestId)
            .distinct()
            .toList();
    var counters = new Counters();
    try (var _ =
        progress.during(
            () ->
                "outcomes: %,d of %,d learned by polling"
                    .formatted(counters.learned.sum(), ids.size()))) {
      Map<UUID, Outcome> outcomes = new HashMap<>();
      new Polling(api, options.clients(), counters)
          .run(ids)
          .forEach((id, result) -> outcomes.put(id, Outcome.of(result)));
      return outcomes;
    }
  }
}
