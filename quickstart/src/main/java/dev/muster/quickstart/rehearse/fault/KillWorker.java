package dev.muster.quickstart.rehearse.fault;

import dev.muster.quickstart.system.ChildJvm;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `kill -9` of the worker that has most to do; another is started in its place.
final class KillWorker implements Fault.Breaking {
  @Override
  public Injection inject(Scene scene) throws InterruptedException {
    Claim before = scene.busiest();
    ChildJvm victim = scene.holder(before);
    scene.system().forget(victim);
    long blow = System.nanoTime();
    victim.kill();
    boolean gone = ProcessHandle.of(victim.pid()).filter(ProcessHandle::isAlive).isEmpty();
    ChildJvm successor = scene.system().startWorker();
    var _ = scene.await(() -> !scene.now(before).isOf(victim.pid()));
    Claim after = scene.now(before);
    Duration resumed = scene.awaitDecidedBeyond(after, blow);
    boolean joined =
        scene.await(() -> scene.claims().stream().anyMatch(claim -> claim.isOf(successor.pid())));
    var _ = scene.awaitSettled();
    return new Injection(
        "kill -9 of %s, pid %d".formatted(victim.name(), victim.pid()),
        facts(gone, before, after, scene.holderName(after), joined ? successor.name() : null),
        resumed);
  }

  /// @param holder who holds the partition in the end
  /// @param joined the new worker, if it got partitions
  static List<Fact> facts(
      boolean gone, Claim before, Claim after, String holder, @Nullable String joined) {
    return List.of(
        new Fact(gone ? "the process is gone" : "the process still runs", gone),
        TakenOver.fact(before, after, holder),
        new Fact(
            joined == null ? "no new worker got partitions" : joined + " got partitions",
            joined != null));
  }
}
