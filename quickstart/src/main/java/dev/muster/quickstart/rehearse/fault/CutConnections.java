package dev.muster.quickstart.rehearse.fault;

import java.time.Duration;
import java.util.List;

/// Every connection between workers and database is reset, and new ones are for a second.
final class CutConnections implements Fault.Breaking {
  private static final Duration LASTS = Duration.ofSeconds(1);

  @Override
  public Injection inject(Scene scene) throws InterruptedException {
    var sessions = new Sessions(scene.database());
    Claim then = scene.busiest();
    long connectionsBefore = scene.proxy().accepted();
    scene.proxy().refuse(true);
    long blow = System.nanoTime();
    List<Integer> cut;
    boolean ended;
    try {
      cut = scene.proxy().cut();
      ended = scene.await(() -> sessions.count(cut) == 0);
      Scene.last(LASTS);
    } finally {
      scene.proxy().refuse(false);
    }
    Claim cutAt = scene.now(then);
    Duration resumed = scene.awaitDecidedBeyond(cutAt, blow);
    var _ = scene.await(() -> scene.proxy().accepted() > connectionsBefore);
    return new Injection(
        "reset of %d connections between workers and PostgreSQL, and none let in for %d s"
            .formatted(cut.size(), LASTS.toSeconds()),
        facts(cut.size(), ended, scene.proxy().accepted() - connectionsBefore),
        resumed);
  }

  /// @param ended whether the server ended all of their sessions
  /// @param reconnected connections that workers opened since
  static List<Fact> facts(int cut, boolean ended, long reconnected) {
    return List.of(
        new Fact("connections reset: " + cut, cut > 0),
        new Fact(
            ended ? "the server ended their sessions" : "the server has their sessions still",
            ended),
        new Fact("workers connected anew: " + reconnected, reconnected > 0));
  }
}
