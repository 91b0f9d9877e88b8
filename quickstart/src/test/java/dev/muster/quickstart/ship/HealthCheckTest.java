package dev.muster.quickstart.ship;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.quickstart.storm.RunningSystem;
import dev.muster.quickstart.storm.SharedSystem;
import dev.muster.quickstart.system.Ports;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The very command that the compose file has its containers asked with, asked of the applications
/// as they run here.
@ExtendWith(SharedSystem.class)
class HealthCheckTest {
  private static final long WAIT_SECONDS_MAX = 30;

  @Test
  void findsEveryRunningApplicationHealthy(RunningSystem system) throws Exception {
    Map<String, URI> applications = system.local().scrapeUris();

    // Other tests may have replaced workers.
    assertThat(applications).containsKeys("ingest-api", "validator").hasSizeGreaterThan(2);
    for (Map.Entry<String, URI> application : applications.entrySet()) {
      assertThat(exitCode(application.getValue().getPort())).as(application.getKey()).isZero();
    }
  }

  @Test
  void findsNobodyHealthyWhereNobodyListens() throws Exception {
    assertThat(exitCode(Ports.free())).isNotZero();
  }

  /// Somebody answers, but not with 200.
  @Test
  void findsNobodyHealthyWhoSaysSomethingElse(RunningSystem system) throws Exception {
    assertThat(exitCode(system.local().httpUri().getPort(), "/nothing")).isNotZero();
  }

  private static int exitCode(int port) throws IOException, InterruptedException {
    return exitCode(port, "/readyz");
  }

  private static int exitCode(int port, String path) throws IOException, InterruptedException {
    List<String> command = check().stream().map(word -> word.replace("/readyz", path)).toList();
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("MANAGEMENT_SERVER_PORT", Integer.toString(port));
    Process process = builder.start();
    process.getInputStream().readAllBytes();
    assertThat(process.waitFor(WAIT_SECONDS_MAX, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  private static List<String> check() {
    Map<String, String> secrets =
        ComposeFile.required(ComposeFile.text()).stream()
            .collect(Collectors.toMap(name -> name, name -> name));
    return ComposeFile.parse(ComposeFile.text(), secrets)
        .services()
        .getOrDefault("ingest-api", ComposeFile.JSON.nullNode())
        .path("healthcheck")
        .path("test")
        .valueStream()
        .skip(1) // CMD
        .map(word -> word.asString())
        .toList();
  }
}
