package dev.muster.quickstart.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildJvmTest {
  private static final int HEAP_MIB = 32;
  private static final Duration WAIT_MAX = Duration.ofSeconds(20);

  @TempDir Path directory;

  @Test
  void endsWhenItsParentIsKilled() throws Exception {
    try (ChildJvm parent = start(ParentOfAnother.class)) {
      long grandchild = awaitPid(parent);
      ProcessHandle handle = ProcessHandle.of(grandchild).orElseThrow();
      assertThat(handle.isAlive()).isTrue();

      parent.kill();

      assertThat(handle.onExit().get(WAIT_MAX.toSeconds(), TimeUnit.SECONDS).isAlive()).isFalse();
    }
  }

  @Test
  void stopsOnSigtermByItself() throws IOException {
    try (ChildJvm child = start(Sleeper.class)) {
      awaitPid(child);

      assertThat(child.stop(WAIT_MAX)).isTrue();
      assertThat(child.isAlive()).isFalse();
    }
  }

  @Test
  void stopsEvenWhenFrozen() throws IOException {
    try (ChildJvm child = start(Sleeper.class)) {
      awaitPid(child);
      child.freeze();

      assertThat(child.stop(WAIT_MAX)).isTrue();
    }
  }

  @Test
  void isKilledWhenItDoesNotStop() throws IOException {
    try (ChildJvm child = start(Deaf.class)) {
      awaitPid(child);

      assertThat(child.stop(Duration.ofMillis(200))).isFalse();
      assertThat(child.isAlive()).isFalse();
    }
  }

  @Test
  void saysWithWhatItEnded() throws Exception {
    try (ChildJvm child = start(Failing.class)) {
      ProcessHandle.of(child.pid())
          .ifPresent(handle -> handle.onExit().orTimeout(20, TimeUnit.SECONDS).join());

      assertThatThrownBy(child::requireAlive)
          .isInstanceOf(ChildDiedException.class)
          .hasMessageContaining("Failing ended with exit code 1")
          .hasMessageContaining("this is why");
    }
  }

  private ChildJvm start(Class<?> main) {
    String name = main.getSimpleName();
    return ChildJvm.start(
        new ChildSpec(
            name,
            main.getName(),
            List.of(directory.resolve("grandchild.log").toString()),
            HEAP_MIB,
            List.of(),
            Map.of(),
            directory.resolve(name + ".log")));
  }

  /// Every main class here prints a pid as its last line when it is up.
  private static long awaitPid(ChildJvm child) throws IOException {
    Await.ready(
        child.name(), child.log(), WAIT_MAX, child::requireAlive, () -> hasLine(child.log()));
    return Long.parseLong(Files.readAllLines(child.log()).getLast());
  }

  private static boolean hasLine(Path log) {
    return LogTail.of(log).endsWith("\n");
  }
}
