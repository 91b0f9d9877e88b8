package dev.muster.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.quickstart.system.ChildJvm;
import dev.muster.quickstart.system.ChildSpec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The script, and what it says when it cannot do what it is asked.
class LauncherTest {
  private static final Path SCRIPT = Path.of("..", "muster").toAbsolutePath().normalize();
  private static final int HEAP_MIB = 64;
  private static final long WAIT_SECONDS_MAX = 60;

  @TempDir Path directory;

  @Test
  void saysInOneLineThatThereIsNoJdk() throws Exception {
    Said said = launch(Map.of("MUSTER_JDK_PLACES", directory.toString(), "JAVA_HOME", ""), "up");

    assertThat(said.exitCode()).isEqualTo(1);
    assertThat(said.lines()).singleElement().asString().startsWith("muster: no JDK 25 or newer");
  }

  @Test
  void doesNotTakeAnOlderJdk() throws Exception {
    Path old = directory.resolve("jdk-21");
    Files.createDirectories(old.resolve("bin"));
    Files.createFile(old.resolve("bin/javac")).toFile().setExecutable(true);
    Files.writeString(old.resolve("release"), "JAVA_VERSION=\"21.0.5\"\n");

    Said said =
        launch(Map.of("MUSTER_JDK_PLACES", directory + "/*", "JAVA_HOME", old.toString()), "drop");

    assertThat(said.exitCode()).isEqualTo(1);
    assertThat(said.lines()).singleElement().asString().startsWith("muster: no JDK 25 or newer");
  }

  @Test
  void saysInOneLineThatThereIsNoMaven() throws Exception {
    Said said = launch(Map.of("PATH", barePath()), "test");

    assertThat(said.exitCode()).isEqualTo(1);
    assertThat(said.lines()).singleElement().asString().startsWith("muster: Maven (mvn) is not");
  }

  /// Whatever engine this machine may have: it is not on this path.
  @Test
  void saysInOneLineThatThereIsNoEngine() throws Exception {
    String bare = barePath();
    for (List<String> command : List.of(List.of("compose-test"), List.of("images", "--daemon"))) {
      Said said = launch(Map.of("PATH", bare), command.toArray(String[]::new));

      assertThat(said.exitCode()).isEqualTo(2);
      assertThat(said.lines()).containsExactly("muster: no Docker engine answers on this machine");
    }
  }

  @Test
  void imagesSaysWhatItCanBeAskedFor() throws Exception {
    assertThat(launch(Map.of(), "images").lines())
        .containsExactly("muster: images: say --daemon or --tar DIR");
    assertThat(launch(Map.of(), "images", "--squash").lines())
        .containsExactly("muster: images: there is no option '--squash'");
  }

  @Test
  void listsItsCommandsFromAnyFolder() throws Exception {
    Said said = launch(Map.of(), "help");

    assertThat(said.exitCode()).isZero();
    assertThat(String.join("\n", said.lines()))
        .contains(
            "  drop ",
            "  up ",
            "  check ",
            "  report ",
            "  rehearse ",
            "  migrate ",
            "  test ",
            "  images ",
            "  compose-test");
  }

  @Test
  void refusesAnUnknownCommand() throws Exception {
    Said said = launch(Map.of(), "dorp");

    assertThat(said.exitCode()).isEqualTo(1);
    assertThat(said.lines().getLast()).isEqualTo("muster: there is no command 'dorp'");
  }

  @Test
  void upNamesATakenPortAndItsVariable() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());

      Said said = up(Map.of("MUSTER_KAFKA_PORT", port));

      assertThat(said.exitCode()).isEqualTo(1);
      assertThat(said.lines())
          .singleElement()
          .isEqualTo("muster: port " + port + " is taken: set MUSTER_KAFKA_PORT to a free one");
    }
  }

  /// `up` as the script would run it, without the script's build.
  private Said up(Map<String, String> environment) throws Exception {
    Path log = directory.resolve("up.log");
    var all = new HashMap<>(environment);
    all.put("MUSTER_DATA_DIR", directory.resolve("data").toString());
    try (ChildJvm child =
        ChildJvm.start(
            new ChildSpec(
                "up", Muster.class.getName(), List.of("up"), HEAP_MIB, List.of(), all, log))) {
      ProcessHandle.of(child.pid())
          .ifPresent(
              handle -> handle.onExit().orTimeout(WAIT_SECONDS_MAX, TimeUnit.SECONDS).join());
      assertThat(child.isAlive()).isFalse();
      return new Said(child.exitCode(), Files.readAllLines(log));
    }
  }

  private Said launch(Map<String, String> environment, String... arguments) throws Exception {
    var command = new ArrayList<>(List.of("bash", SCRIPT.toString()));
    command.addAll(List.of(arguments));
    var builder =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(WAIT_SECONDS_MAX, TimeUnit.SECONDS)).isTrue();
    return new Said(process.exitValue(), output.lines().toList());
  }

  /// The tools that the script itself needs, and no others.
  private String barePath() throws IOException {
    Path bin = Files.createDirectories(directory.resolve("bin"));
    for (String tool : List.of("bash", "dirname", "readlink", "sed")) {
      for (String folder : System.getenv("PATH").split(":", -1)) {
        Path found = Path.of(folder, tool);
        if (Files.isExecutable(found)) {
          Files.createSymbolicLink(bin.resolve(tool), found);
          break;
        }
      }
    }
    return bin.toString();
  }

  private record Said(int exitCode, List<String> lines) {}
}
