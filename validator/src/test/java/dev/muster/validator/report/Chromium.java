package dev.muster.validator.report;

import static java.nio.charset.StandardCharsets.UTF_8;
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

/// A browser without a window and without a network that opens one file.
final class Chromium {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome");
  private static final String MISSING =
      "There is no Chromium; on Debian: apt-get install --no-install-recommends chromium";
  private static final int OPEN_S_MAX = 60;

  private Chromium() {}

  /// What a page became.
  ///
  /// @param dom when it had come to rest
  /// @param console what it said there, and what the browser refused it
  record Opened(String dom, List<String> console) {}

  /// Opens a page.
  ///
  /// @param directory for all that the browser keeps
  static Opened open(Path directory, String url) throws IOException, InterruptedException {
    Path dom = directory.resolve("dom.html");
    Path log = directory.resolve("chromium.log");
    Process process =
        new ProcessBuilder(
                installed(),
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--disable-component-update",
                "--no-first-run",
                "--host-resolver-rules=MAP * ~NOTFOUND",
                "--user-data-dir=" + directory.resolve("profile"),
                "--enable-logging=stderr",
                "--virtual-time-budget=20000",
                "--dump-dom",
                url)
            .redirectOutput(dom.toFile())
            .redirectError(log.toFile())
            .start();
    try {
      assertThat(process.waitFor(OPEN_S_MAX, TimeUnit.SECONDS)).as("the browser ended").isTrue();
    } finally {
      Stream.concat(process.descendants(), Stream.of(process.toHandle()))
          .forEach(ProcessHandle::destroyForcibly);
    }
    List<String> console =
        Files.readString(log, UTF_8).lines().filter(line -> line.contains("CONSOLE")).toList();
    return new Opened(Files.readString(dom, UTF_8), console);
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
}
