package dev.muster.quickstart.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// Programs that come with Debian's package `prometheus`.
final class Installed {
  private Installed() {}

  /// Skips the test where there is no such program, except in CI, which has to have it.
  static Path require(String program) {
    String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
    Optional<Path> found =
        Stream.of(path.split(File.pathSeparator, -1))
            .map(folder -> Path.of(folder, program))
            .filter(Files::isExecutable)
            .findFirst();
    String missing =
        "There is no %s; on Debian: apt-get install --no-install-recommends prometheus"
            .formatted(program);
    if ("true".equals(System.getenv("CI"))) {
      assertThat(found).as(missing).isPresent();
    }
    assumeThat(found).as(missing).isPresent();
    return found.orElseThrow();
  }
}
