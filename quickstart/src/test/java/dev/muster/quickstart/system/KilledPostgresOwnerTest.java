package dev.muster.quickstart.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What becomes of the server when the JVM that started it is killed.
class KilledPostgresOwnerTest {
  private static final int HEAP_MIB = 64;
  private static final Duration WAIT_MAX = Duration.ofSeconds(60);

  @TempDir Path directory;
  private final int port = Ports.free();
  private ChildJvm owner;
  private ProcessHandle postmaster;

  @BeforeEach
  void startOwner() throws IOException {
    Path log = directory.resolve("owner.log");
    owner =
        ChildJvm.start(
            new ChildSpec(
                "owner",
                PostgresOwner.class.getName(),
                List.of(directory.toString(), Integer.toString(port)),
                HEAP_MIB,
                List.of(),
                Map.of(),
                log));
    String pid = Long.toString(owner.pid());
    Await.ready(
        "owner", log, WAIT_MAX, owner::requireAlive, () -> LogTail.of(log).endsWith(pid + "\n"));
    String first = Files.readAllLines(directory.resolve("data/postmaster.pid")).getFirst();
    postmaster = ProcessHandle.of(Long.parseLong(first)).orElseThrow();
  }

  @AfterEach
  void killWhatIsLeft() {
    owner.kill();
    postmaster.destroyForcibly();
  }

  @Test
  void theGuardStopsTheServer() throws Exception {
    owner.kill();

    assertThat(postmaster.onExit().get(WAIT_MAX.toSeconds(), TimeUnit.SECONDS).isAlive()).isFalse();
  }

  @Test
  void theNextOwnerStopsAServerThatWasLeftRunning() {
    ProcessHandle.of(owner.pid()).orElseThrow().children().forEach(ProcessHandle::destroyForcibly);
    owner.kill();
    assertThat(postmaster.isAlive()).isTrue();

    try (LocalPostgres next =
        LocalPostgres.start(
            directory.resolve("data"), port, directory.resolve("next-postgres.log"))) {
      assertThat(postmaster.isAlive()).isFalse();
      next.requireAlive();
    }
  }
}
