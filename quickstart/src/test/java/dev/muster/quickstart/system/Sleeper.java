package dev.muster.quickstart.system;

import java.io.IOException;
import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;

/// A child that is up and does nothing.
final class Sleeper {
  private Sleeper() {}

  public static void main(String[] args) throws InterruptedException, IOException {
    announce(ProcessHandle.current().pid());
    new CountDownLatch(1).await();
  }

  static void announce(long pid) throws IOException {
    try (var out = new PrintStream("/dev/stdout")) {
      out.println(pid);
    }
  }
}
