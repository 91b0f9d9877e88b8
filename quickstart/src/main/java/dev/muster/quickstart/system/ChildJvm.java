package dev.muster.quickstart.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A running child JVM. It ends when this JVM ends, even by `kill -9`; see [ChildMain].
public final class ChildJvm implements AutoCloseable {
  /// A child gets one or two small cores here and shares them with others, so what collects in one
  /// thread is the rule; [#SERVER_FLAGS] is the exception. Out of memory is the end at once, since
  /// a half-dead child only hides the cause.
  private static final List<String> FLAGS =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:+ExitOnOutOfMemoryError",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  /// Of an application. Headers of half the size: much of what it holds is small objects.
  static final List<String> APP_FLAGS = List.of("-XX:+UseCompactObjectHeaders");

  /// Of an application that serves a burst, and of what is compared with it. It collects several
  /// times a second then, and while one thread alone did that, the other processors would wait.
  public static final List<String> SERVER_FLAGS =
      List.of("-XX:+UseCompactObjectHeaders", "-XX:-UseSerialGC", "-XX:+UseParallelGC");

  /// Ctrl-C reaches the whole process group at once. The children ignore it, so that this JVM stops
  /// them one after the other.
  private static final List<String> WITHOUT_INTERRUPT =
      List.of("/bin/sh", "-c", "trap '' INT; exec \"$@\"", "sh");

  private static final Duration STOP_WAIT_MAX = Duration.ofSeconds(10);

  private final ChildSpec spec;
  private final Process process;

  private ChildJvm(ChildSpec spec, Process process) {
    this.spec = spec;
    this.process = process;
  }

  /// Starts the child; it is not ready yet.
  public static ChildJvm start(ChildSpec spec) {
    List<String> command = new ArrayList<>(WITHOUT_INTERRUPT);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + spec.heapMib() + "m");
    command.addAll(FLAGS);
    command.addAll(spec.jvmFlags());
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(ChildMain.class.getName());
    command.add(spec.mainClass());
    command.addAll(spec.arguments());
    var builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(spec.log().toFile()));
    builder.environment().putAll(spec.environment());
    try {
      return new ChildJvm(spec, builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String name() {
    return spec.name();
  }

  public Path log() {
    return spec.log();
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /// What it ended with.
  ///
  /// @throws IllegalThreadStateException while it runs
  public int exitCode() {
    return process.exitValue();
  }

  /// Does nothing while it runs.
  ///
  /// @throws ChildDiedException if it has ended
  public void requireAlive() {
    if (!process.isAlive()) {
      throw new ChildDiedException(spec.name(), process.exitValue(), spec.log());
    }
  }

  /// `kill -9`; returns when it is gone.
  public void kill() {
    process.destroyForcibly();
    awaitEnd(STOP_WAIT_MAX);
  }

  /// SIGTERM, and `kill -9` for a child that takes longer than the wait.
  ///
  /// @return whether it ended by itself
  public boolean stop(Duration waitMax) {
    terminate();
    if (awaitEnd(waitMax)) {
      return true;
    }
    kill();
    return false;
  }

  /// SIGTERM, without waiting. A frozen child is woken, else it would never hear it.
  void terminate() {
    if (process.isAlive()) {
      // Not Process.destroy(): it also closes the pipe, and the child would halt in mid-stop.
      process.toHandle().destroy();
      thaw();
    }
  }

  /// SIGSTOP: it stays where it is, with its connections open, until [#thaw].
  public void freeze() {
    Signals.send("STOP", process.pid());
  }

  /// Whether it is held by SIGSTOP now.
  public boolean isFrozen() {
    return Signals.isStopped(process.pid());
  }

  /// SIGCONT.
  public void thaw() {
    Signals.send("CONT", process.pid());
  }

  @Override
  public void close() {
    stop(STOP_WAIT_MAX);
  }

  private boolean awaitEnd(Duration waitMax) {
    try {
      return process.waitFor(waitMax.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
