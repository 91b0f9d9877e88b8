package dev.muster.quickstart.system;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/// A child whose shutdown hook never ends.
final class Deaf {
  private Deaf() {}

  public static void main(String[] args) throws InterruptedException, IOException {
    var never = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> await(never)));
    Sleeper.announce(ProcessHandle.current().pid());
    never.await();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
