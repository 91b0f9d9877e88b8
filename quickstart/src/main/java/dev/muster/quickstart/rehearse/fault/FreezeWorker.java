package dev.muster.quickstart.rehearse.fault;

import dev.muster.quickstart.system.ChildJvm;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// SIGSTOP of the worker that has most to do until its session has timed out and its partitions
/// are another's; then it wakes, believing that they are still its own.
final class FreezeWorker implements Fault.Breaking {
  @Override
  public Injection inject(Scene scene) throws InterruptedException {
    Claim before = scene.busiest();
    ChildJvm victim = scene.holder(before);
    long blow = System.nanoTime();
    boolean frozen;
    boolean lost;
    Claim after;
    Duration resumed;
    Instant woken;
    victim.freeze();
    try {
      frozen = scene.await(victim::isFrozen);
      // All of them: until its session has ended it may lose one or the other by an orderly move.
      lost = scene.await(() -> scene.claims().stream().noneMatch(c -> c.isOf(victim.pid())));
      after = scene.now(before);
      resumed = scene.awaitDecidedBeyond(after, blow);
    } finally {
      woken = Instant.now();
      victim.thaw();
    }
    var slept = Duration.ofNanos(System.nanoTime() - blow);
    boolean back =
        scene.await(
            () ->
                scene.claims().stream()
                    .anyMatch(
                        claim -> claim.isOf(victim.pid()) && claim.claimedAt().isAfter(woken)));
    var _ = scene.awaitSettled();
    return new Injection(
        "SIGSTOP of %s, pid %d, for %.1f s"
            .formatted(victim.name(), victim.pid(), slept.toMillis() / 1e3),
        facts(frozen, lost, before, after, scene.holderName(after), back),
        resumed);
  }

  /// @param frozen whether the system said so
  /// @param lost whether none of its partitions was left to it
  /// @param holder who held the partition before the frozen one woke
  /// @param back whether the woken one claimed something anew
  static List<Fact> facts(
      boolean frozen, boolean lost, Claim before, Claim after, String holder, boolean back) {
    return List.of(
        new Fact(frozen ? "the process stood still" : "the process did not stop", frozen),
        new Fact(
            lost
                ? "its session ended: all of its partitions were claimed by others"
                : "its session did not end: it kept partitions",
            lost),
        TakenOver.fact(before, after, holder),
        new Fact(
            back
                ? "once awake it joined again and claimed partitions under new epochs"
                : "once awake it claimed nothing anew",
            back));
  }
}
