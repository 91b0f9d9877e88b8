package dev.muster.ingest.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/// A browser without a window, on one page.
@NullMarked
public final class Chromium implements AutoCloseable {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome");
  private static final String MISSING =
      "There is no Chromium; on Debian: apt-get install --no-install-recommends chromium";
  private static final int END_S_MAX = 20;

  private final Process process;

  /// Opens a page.
  ///
  /// @param directory for all that the browser keeps
  public Chromium(Path directory, String url) throws IOException {
    process =
        new ProcessBuilder(
                installed(),
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--disable-component-update",
                "--no-first-run",
                "--no-proxy-server",
                "--user-data-dir=" + directory.resolve("profile"),
                url)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("chromium.log").toFile())
            .start();
  }

  /// Skips the test where there is no browser, except in CI, which has to have one.
  private static String installed() {
    Optional<Path> found =
        Stream.of(
                Objects.requireNonNullElse(System.getenv("PATH"), "").split(File.pathSeparator, -1))
            .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
            .filter(Files::isExecutable)
            .findFirst();
    if ("true".equals(System.getenv("CI"))) {
      assertThat(found).as(MISSING).isPresent();
    }
    assumeThat(found).as(MISSING).isPresent();
    return found.orElseThrow().toString();
  }

  /// Ends it with all of its processes, so that none of them writes any more.
  @Override
  public void close() {
    List<ProcessHandle> all =
        Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
    all.forEach(ProcessHandle::destroyForcibly);
    for (ProcessHandle each : all) {
      each.onExit().orTimeout(END_S_MAX, TimeUnit.SECONDS).join();
    }
  }
}
