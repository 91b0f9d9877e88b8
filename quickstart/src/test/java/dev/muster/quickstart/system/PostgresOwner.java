package dev.muster.quickstart.system;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/// A child that owns a PostgreSQL server, to be killed over it.
final class PostgresOwner {
  private PostgresOwner() {}

  public static void main(String[] args) throws InterruptedException, IOException {
    Path directory = Path.of(args[0]);
    LocalPostgres.start(
        directory.resolve("data"), Integer.parseInt(args[1]), directory.resolve("postgres.log"));
    Sleeper.announce(ProcessHandle.current().pid());
    new CountDownLatch(1).await();
  }
}
