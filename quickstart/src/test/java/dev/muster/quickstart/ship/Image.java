package dev.muster.quickstart.ship;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import tools.jackson.databind.JsonNode;

/// An image as it lies in its tar.
///
/// @param config what a container starts with
/// @param files of all layers, by their places
record Image(JsonNode config, Map<String, byte[]> files) {
  private static final long RUN_SECONDS_MAX = 60;

  static Image read(Path tar) throws IOException {
    Map<String, byte[]> parts;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(tar))) {
      parts = entries(in);
    }
    Map<String, byte[]> files = new TreeMap<>();
    for (Map.Entry<String, byte[]> part : parts.entrySet()) {
      if (part.getKey().endsWith(".tar.gz")) {
        files.putAll(entries(new GZIPInputStream(new ByteArrayInputStream(part.getValue()))));
      }
    }
    JsonNode config = ComposeFile.JSON.readTree(parts.get("config.json")).path("config");
    return new Image(config, files);
  }

  /// The entries of the application's own jar, or of a library.
  Map<String, byte[]> jar(String namePart) throws IOException {
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      if (file.getKey().contains(namePart) && file.getKey().endsWith(".jar")) {
        return unzip(file.getValue());
      }
    }
    throw new AssertionError("no " + namePart + " in " + files.keySet());
  }

  String text(String file) {
    return new String(files.getOrDefault(file, new byte[0]), UTF_8).strip();
  }

  /// Unpacks it and runs a main class as the image's entry point would, until it ends by itself.
  ///
  /// @return what it printed
  String run(Path root, String main, Map<String, String> environment)
      throws IOException, InterruptedException {
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path path = root.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
    Path log = root.resolve("log");
    var builder = new ProcessBuilder(command(root, main));
    builder.environment().putAll(environment);
    Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      if (!process.waitFor(RUN_SECONDS_MAX, TimeUnit.SECONDS)) {
        throw new AssertionError(main + " goes on: " + Files.readString(log));
      }
      return Files.readString(log);
    } finally {
      process.destroyForcibly();
    }
  }

  /// The entry point with the root of the image moved to a folder.
  private List<String> command(Path root, String main) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    List<String> entryPoint =
        config.path("Entrypoint").valueStream().map(JsonNode::asString).toList();
    int classPath = entryPoint.indexOf("-cp");
    command.addAll(entryPoint.subList(1, classPath + 1));
    command.add(text("app/jib-classpath-file").replace("/app/", root + "/app/"));
    command.add(main);
    return command;
  }

  private static Map<String, byte[]> entries(InputStream in) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (var tar = new TarArchiveInputStream(in)) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        if (entry.isFile()) {
          entries.put(entry.getName(), tar.readAllBytes());
        }
      }
    }
    return entries;
  }

  private static Map<String, byte[]> unzip(byte[] jar) throws IOException {
    Map<String, byte[]> entries = new TreeMap<>();
    try (var zip = new ZipInputStream(new ByteArrayInputStream(jar))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        entries.put(entry.getName(), zip.readAllBytes());
      }
    }
    return entries;
  }
}
