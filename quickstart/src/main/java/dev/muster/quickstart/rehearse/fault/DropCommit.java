package dev.muster.quickstart.rehearse.fault;

import dev.muster.quickstart.rehearse.proxy.CommitDrop;
import dev.muster.quickstart.rehearse.proxy.CommitDrop.Lost;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The connection is lost in the middle of a batch's COMMIT, once before the server gets it and
/// once after the server has committed. For the worker both look the same.
final class DropCommit implements Fault.Breaking {
  @Override
  public Injection inject(Scene scene) throws InterruptedException {
    List<Fact> facts = new ArrayList<>();
    List<String> what = new ArrayList<>();
    Duration slowest = Duration.ZERO;
    for (Lost lost : Lost.values()) {
      Seen seen = drop(scene, lost);
      facts.addAll(facts(lost, seen));
      if (seen != null) {
        what.add(
            "%d bytes of the %s held back on port %d (%s from offset %d)"
                .formatted(
                    seen.heldBytes(),
                    lost == Lost.REQUEST ? "COMMIT" : "COMMIT's answer",
                    seen.port(),
                    seen.batch().name(),
                    seen.batch().firstOffset()));
      }
      slowest =
          seen == null || seen.resumed() == null || slowest == null
              ? null
              : seen.resumed().compareTo(slowest) > 0 ? seen.resumed() : slowest;
    }
    return new Injection(String.join("; ", what), facts, slowest);
  }

  /// What became of a batch whose COMMIT was cut off.
  ///
  /// @param status what PostgreSQL says of the transaction
  /// @param epochAfter of the partition once it went on
  /// @param timesDecided how many decisions its first command has in the end
  record Seen(
      OpenBatch batch,
      int port,
      int heldBytes,
      @Nullable String status,
      long epochAfter,
      long timesDecided,
      @Nullable Duration resumed) {}

  private static @Nullable Seen drop(Scene scene, Lost lost) throws InterruptedException {
    // Several sessions may commit at once; only one of them will be dropped.
    Map<Integer, OpenBatch> found = new ConcurrentHashMap<>();
    var drop =
        new CommitDrop(
            lost,
            port -> {
              Optional<OpenBatch> batch = OpenBatch.find(scene.database(), port);
              batch.ifPresent(open -> found.put(port, open));
              return batch.isPresent();
            });
    scene.proxy().arm(drop);
    boolean dropped;
    try {
      dropped = scene.await(drop.dropped()::isDone);
    } finally {
      scene.proxy().disarm();
    }
    OpenBatch batch = dropped ? found.get(drop.dropped().join().port()) : null;
    if (batch == null) {
      return null;
    }
    long blow = System.nanoTime();
    var _ = scene.await(() -> !"in progress".equals(batch.status(scene.database())));
    boolean wentOn =
        scene.await(
            () ->
                scene.claims().stream()
                    .filter(batch::isOf)
                    .anyMatch(
                        claim ->
                            claim.epoch() > batch.epoch()
                                && claim.nextOffset() > batch.firstOffset()));
    Duration resumed = wentOn ? Duration.ofNanos(System.nanoTime() - blow) : null;
    long epochAfter =
        scene.claims().stream().filter(batch::isOf).mapToLong(Claim::epoch).max().orElse(0);
    return new Seen(
        batch,
        drop.dropped().join().port(),
        drop.dropped().join().heldBytes(),
        batch.status(scene.database()),
        epochAfter,
        batch.timesDecided(scene.database()),
        resumed);
  }

  /// @param seen null if no batch committed while the proxy lay in wait
  static List<Fact> facts(Lost lost, @Nullable Seen seen) {
    String which = lost == Lost.REQUEST ? "COMMIT lost" : "answer lost";
    if (seen == null) {
      return List.of(new Fact(which + ": no COMMIT of a batch came by", false));
    }
    String expected = lost == Lost.REQUEST ? "aborted" : "committed";
    boolean reclaimed = seen.epochAfter() > seen.batch().epoch();
    return List.of(
        new Fact(
            "%s: transaction %s is %s".formatted(which, seen.batch().transaction(), seen.status()),
            expected.equals(seen.status())),
        new Fact(
            "%s: the worker, in doubt, %s: epoch %d, then %d"
                .formatted(
                    which,
                    reclaimed ? "asked the row again" : "did not ask the row",
                    seen.batch().epoch(),
                    seen.epochAfter()),
            reclaimed),
        new Fact(
            "%s: the command at offset %d has %d decision(s)"
                .formatted(which, seen.batch().firstOffset(), seen.timesDecided()),
            seen.timesDecided() == 1));
  }
}
