package dev.muster.quickstart.storm;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reads what the applications have logged since the last scan: nothing a client does may show up
/// there as an exception.
final class LogScan {
  private static final Set<String> OTHERS = Set.of("broker", "postgres");

  private final Map<Path, Long> scanned = new HashMap<>();

  /// Passes over what is there already: starting up is not what clients cause.
  ///
  /// @param logs log file by the name of the process
  LogScan(Map<String, Path> logs) {
    logs.values().forEach(this::unread);
  }

  /// @param logs log file by the name of the process, those of new processes included
  void requireNoExceptions(Map<String, Path> logs) {
    logs.forEach(
        (name, log) -> {
          List<String> bad =
              unread(log)
                  .lines()
                  .filter(line -> line.contains("Exception") || line.startsWith("\tat "))
                  .toList();
          if (!OTHERS.contains(name) && !bad.isEmpty()) {
            throw new AssertionError(log + " has:\n" + String.join("\n", bad));
          }
        });
  }

  private String unread(Path log) {
    try (InputStream in = Files.newInputStream(log)) {
      in.skipNBytes(scanned.getOrDefault(log, 0L));
      byte[] bytes = in.readAllBytes();
      scanned.merge(log, (long) bytes.length, Long::sum);
      return new String(bytes, UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
