package dev.muster.quickstart.rehearse.fault;

import dev.muster.quickstart.rehearse.proxy.PostgresProxy;
import dev.muster.quickstart.system.ChildJvm;
import dev.muster.quickstart.system.LocalPostgres;
import dev.muster.quickstart.system.LocalSystem;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// The local system under load, as the faults see it.
public final class Scene {
  private static final Duration STEP = Duration.ofMillis(20);

  /// Longer than the pause between the two halves of a move.
  private static final Duration SETTLED = Duration.ofSeconds(2);

  private final LocalSystem system;
  private final PostgresProxy proxy;
  private final ClaimTable table;
  private final Map<String, Long> offsetsBefore;
  private final Duration patience;

  /// A system that serves, just before the load.
  ///
  /// @param proxy between its workers and its database
  /// @param patience how long to wait for any effect
  public Scene(LocalSystem system, PostgresProxy proxy, Duration patience) {
    this.system = system;
    this.proxy = proxy;
    this.patience = patience;
    this.table = new ClaimTable(database());
    this.offsetsBefore =
        table.all().stream().collect(Collectors.toMap(Claim::name, Claim::nextOffset));
  }

  LocalSystem system() {
    return system;
  }

  PostgresProxy proxy() {
    return proxy;
  }

  /// The database itself, past the proxy.
  DataSource database() {
    return system.postgres().dataSource(LocalPostgres.SUPERUSER);
  }

  List<Claim> claims() {
    return table.all();
  }

  /// The claim of a partition as it is now.
  Claim now(Claim earlier) {
    return table.all().stream().filter(earlier::isSamePartition).findFirst().orElseThrow();
  }

  /// The partition in which most was decided since the load began: there is no better place to see
  /// that decisions stand still, and that they go on.
  Claim busiest() {
    return table.all().stream()
        .max(
            Comparator.comparingLong(
                claim -> claim.nextOffset() - offsetsBefore.getOrDefault(claim.name(), 0L)))
        .orElseThrow(() -> new IllegalStateException("no partition is claimed"));
  }

  /// The worker that holds a partition.
  ///
  /// @throws IllegalStateException if it is gone
  ChildJvm holder(Claim claim) {
    return holderOf(claim)
        .orElseThrow(() -> new IllegalStateException(claim.name() + " is held by nobody"));
  }

  /// The name of the worker that holds a partition.
  String holderName(Claim claim) {
    return holderOf(claim).map(ChildJvm::name).orElse(claim.owner());
  }

  private Optional<ChildJvm> holderOf(Claim claim) {
    return system.workers().stream().filter(worker -> claim.isOf(worker.pid())).findFirst();
  }

  /// Whether something comes true in time.
  boolean await(BooleanSupplier question) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!question.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      Thread.sleep(STEP);
    }
    return true;
  }

  /// Waits until a partition is decided beyond where it was.
  ///
  /// @param blow when the fault hit, by [System#nanoTime()]
  /// @return how long after it; null if it takes too long
  @Nullable Duration awaitDecidedBeyond(Claim then, long blow) throws InterruptedException {
    boolean wentOn = await(() -> now(then).nextOffset() > then.nextOffset());
    return wentOn ? Duration.ofNanos(System.nanoTime() - blow) : null;
  }

  /// Waits until partitions have stopped moving between workers: a fault that hits in the middle of
  /// a move may see its effect where it has none.
  boolean awaitSettled() throws InterruptedException {
    var seen = new AtomicReference<>(table.all());
    var since = new AtomicLong(System.nanoTime());
    return await(
        () -> {
          List<Claim> now = table.all();
          if (!epochs(now).equals(epochs(seen.get())) || !areHeld(now)) {
            seen.set(now);
            since.set(System.nanoTime());
          }
          return System.nanoTime() - since.get() > SETTLED.toNanos();
        });
  }

  private static Map<String, Long> epochs(List<Claim> claims) {
    return claims.stream().collect(Collectors.toMap(Claim::name, Claim::epoch));
  }

  private boolean areHeld(List<Claim> claims) {
    return claims.stream().allMatch(claim -> holderOf(claim).isPresent());
  }

  /// For as long as something is to last.
  static void last(Duration time) throws InterruptedException {
    Thread.sleep(time);
  }
}
