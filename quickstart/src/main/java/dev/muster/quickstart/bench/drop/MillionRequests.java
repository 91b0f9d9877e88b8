package dev.muster.quickstart.bench.drop;

import dev.muster.quickstart.bench.Bar;
import dev.muster.quickstart.bench.Bench;
import dev.muster.quickstart.bench.Scenario;
import dev.muster.quickstart.bench.Section;
import dev.muster.quickstart.bench.Series;
import dev.muster.quickstart.bench.load.CommandFeed;
import dev.muster.quickstart.drop.ApiCommand;
import dev.muster.quickstart.system.ChildJvm;
import dev.muster.quickstart.system.LocalPostgres;
import dev.muster.quickstart.system.LocalSystem;
import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/// A million requests over HTTP, as fast as they are taken: whether the heaps hold, and what it
/// costs.
public final class MillionRequests implements Scenario {
  private static final int REQUESTS = 1_000_000;
  private static final int PLAYERS = 200_000;
  private static final int TOURNAMENTS = 10;
  private static final int SEATS = 20_000;
  private static final long FEE = 10;
  private static final long CREDITS = 100;
  private static final int API_HEAP_MIB = 384;
  private static final int WORKER_HEAP_MIB = 256;
  private static final String LIVE = ", heap left by a full collection";

  private final List<UUID> players = Stream.generate(UUID::randomUUID).limit(PLAYERS).toList();
  private final List<UUID> tournaments =
      Stream.generate(UUID::randomUUID).limit(TOURNAMENTS).toList();

  @Override
  public String name() {
    return "drop";
  }

  @Override
  public String purpose() {
    return "a drop of %,d requests over HTTP: heaps, memory and CPU".formatted(REQUESTS);
  }

  @Override
  public List<Section> run(Bench bench) throws IOException, InterruptedException {
    LocalSystem system = bench.freshSystem(settings -> settings);
    try (var feed = new CommandFeed(system)) {
      bench.progress("setting up %,d players".formatted(PLAYERS));
      feed.prepare(players, CREDITS, tournaments, SEATS, FEE);
      Map<String, ProcessHandle> processes = processes(system);
      Map<String, Costs> before = costs(processes);
      long decided = feed.decided();
      bench.progress("%,d requests".formatted(REQUESTS));
      long begun = System.nanoTime();
      double accepted;
      double done;
      Heap apiHeap = Heap.of(system.apiMetricsUri());
      Heap workerHeap = Heap.of(workerMetrics(system));
      try (apiHeap;
          workerHeap) {
        new Flood(system.httpUri()).run(REQUESTS, this::request);
        accepted = (System.nanoTime() - begun) / 1e9;
        feed.awaitDecided(decided + REQUESTS);
        done = (System.nanoTime() - begun) / 1e9;
      }
      Map<String, Costs> after = costs(processes);
      system.requireAlive();
      SoldRight.require(system.postgres(), REQUESTS, (long) SEATS * TOURNAMENTS, FEE, CREDITS);
      List<Series> series = new ArrayList<>();
      series.add(once("accepted", "requests/s", REQUESTS / accepted));
      series.add(once("accepted and decided", "requests/s", REQUESTS / done));
      apiHeap.liveMaxMib().ifPresent(mib -> series.add(once("API" + LIVE, "MiB", mib)));
      workerHeap.liveMaxMib().ifPresent(mib -> series.add(once("worker" + LIVE, "MiB", mib)));
      before.forEach((name, costs) -> series.addAll(used(name, costs, after)));
      return List.of(
          section(
              series,
              once("API, largest heap", "MiB", apiHeap.usedMaxMib()),
              once("worker, largest heap", "MiB", workerHeap.usedMaxMib())));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private Section section(List<Series> series, Series apiHeap, Series workerHeap) {
    return new Section(
        purpose(),
        List.of(
            "once, without warm-up, on an empty system; single POSTs on 64 connections, closed loop"
                + " from one thread",
            "%,d players with %d credits, each asks for a seat in 5 of %d tournaments of %,d seats at %d credits"
                .formatted(PLAYERS, CREDITS, TOURNAMENTS, SEATS, FEE),
            "afterwards, by SQL: all decided, every seat taken and none twice, every wallet and its ledger right; all processes alive",
            "the largest heap holds garbage too and is bounded by -Xmx; a process that needs more ends",
            "CPU and memory as /proc shows them; memory is at the end, what processes share is counted once"
                + (series.stream().anyMatch(each -> each.contender().endsWith("CPU"))
                    ? ""
                    : ": not measured here"),
            live("API", series),
            live("worker", series)),
        Stream.concat(Stream.of(apiHeap, workerHeap), series.stream()).toList(),
        List.of(
            Bar.atMost(API_HEAP_MIB, "heap of the API through the drop, MiB", apiHeap),
            Bar.atMost(WORKER_HEAP_MIB, "heap of the worker through the drop, MiB", workerHeap)));
  }

  private static String live(String process, List<Series> series) {
    String what = process + LIVE;
    return what
        + (series.stream().anyMatch(each -> each.contender().equals(what))
            ? ": the largest"
            : ": not measured, there was no full collection");
  }

  /// In every round all players ask once, for a tournament they did not ask for before.
  private ApiCommand request(long number) {
    int player = (int) (number % PLAYERS);
    int round = (int) (number / PLAYERS);
    UUID tournament = tournaments.get((player + round) % TOURNAMENTS);
    return ApiCommand.request("", false, tournament, players.get(player));
  }

  private static URI workerMetrics(LocalSystem system) {
    URI found = system.scrapeUris().get(system.workers().getFirst().name());
    if (found == null) {
      throw new IllegalStateException("the worker shows no metrics");
    }
    return found;
  }

  private static Map<String, ProcessHandle> processes(LocalSystem system) throws SQLException {
    Map<String, ProcessHandle> processes = new LinkedHashMap<>();
    processes.put("API", handle(system.api()));
    processes.put("worker", handle(system.workers().getFirst()));
    processes.put("broker", handle(system.broker().child()));
    processes.put("PostgreSQL", postmaster(system.postgres()));
    return processes;
  }

  private static ProcessHandle handle(ChildJvm child) {
    return ProcessHandle.of(child.pid()).orElseThrow();
  }

  private static ProcessHandle postmaster(LocalPostgres postgres) throws SQLException {
    try (Connection connection = postgres.dataSource(LocalPostgres.SUPERUSER).getConnection();
        PreparedStatement statement = connection.prepareStatement("SELECT pg_backend_pid()");
        ResultSet row = statement.executeQuery()) {
      row.next();
      return ProcessHandle.of(row.getLong(1)).flatMap(ProcessHandle::parent).orElseThrow();
    }
  }

  private static Map<String, Costs> costs(Map<String, ProcessHandle> processes) {
    Map<String, Costs> costs = new LinkedHashMap<>();
    processes.forEach((name, process) -> costs.put(name, Costs.of(process)));
    costs.put("load generator", Costs.ofThisOne());
    return costs;
  }

  private static List<Series> used(String name, Costs before, Map<String, Costs> all) {
    Costs after = all.getOrDefault(name, before);
    List<Series> used = new ArrayList<>();
    if (before.cpuSeconds().isPresent() && after.cpuSeconds().isPresent()) {
      double seconds = after.cpuSeconds().getAsDouble() - before.cpuSeconds().getAsDouble();
      used.add(once(name + ", CPU", "ms/1,000", seconds * 1_000 / (REQUESTS / 1_000.0)));
    }
    after.memoryMib().ifPresent(mib -> used.add(once(name + ", memory", "MiB", mib)));
    return used;
  }

  private static Series once(String what, String unit, double value) {
    return new Series(what, unit, List.of(value));
  }
}
