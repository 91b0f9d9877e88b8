package dev.muster.quickstart.ship;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The images that `./muster images` makes of a copy of the repository, over an empty base.
///
/// @param tars a tar for each application
/// @param digests of the images, by application
record BuiltImages(Path tars, Map<String, String> digests) {
  private static final long WAIT_SECONDS_MAX = 600;

  private static final Pattern COLOUR = Pattern.compile("\\e\\[[0-9;]*m");
  private static final Pattern DIGEST = Pattern.compile("(?m)^([a-z-]+) (sha256:[0-9a-f]{64})$");

  /// What no image is made of. Without the tests their jars are empty, which halves the time.
  private static final Set<String> LEFT_OUT =
      Set.of("target", "test", ".git", "data", ".env", "docs");

  /// Copies the repository and builds in the copy, from nothing.
  ///
  /// @param directory holds the copy and the images
  static BuiltImages in(Path directory) throws IOException, InterruptedException {
    Path repository = directory.resolve("repository");
    copy(ComposeFile.REPOSITORY, repository);
    Path tars = directory.resolve("images");
    Path log = directory.resolve("build.log");
    Process build =
        new ProcessBuilder(
                "bash",
                repository.resolve("muster").toString(),
                "images",
                "--tar",
                tars.toString(),
                "--base",
                "scratch")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      if (!build.waitFor(WAIT_SECONDS_MAX, TimeUnit.SECONDS) || build.exitValue() != 0) {
        throw new AssertionError("the images could not be built: " + Files.readString(log, UTF_8));
      }
    } finally {
      build.descendants().forEach(ProcessHandle::destroyForcibly);
      build.destroyForcibly();
    }
    return new BuiltImages(tars, digests(Files.readString(log, UTF_8)));
  }

  private static Map<String, String> digests(String output) {
    Map<String, String> digests = new TreeMap<>();
    Matcher line = DIGEST.matcher(COLOUR.matcher(output).replaceAll(""));
    while (line.find()) {
      digests.put(line.group(1), line.group(2));
    }
    return digests;
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            if (isLeftOut(folder)) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            Files.createDirectories(to.resolve(from.relativize(folder).toString()));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (!isLeftOut(file)) {
              Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
            return FileVisitResult.CONTINUE;
          }

          private boolean isLeftOut(Path path) {
            return !path.equals(from) && LEFT_OUT.contains(String.valueOf(path.getFileName()));
          }
        });
  }
}
