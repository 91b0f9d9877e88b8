package dev.muster.worker.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.schemas.webhook.SigningSecret;
import dev.muster.schemas.wire.Golden;
import dev.muster.schemas.wire.WebhookGolden;
import dev.muster.worker.webhook.http.Signing;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The Java receiver in `docs/webhooks.md`, cut out of the page and run as it is: it takes what we
/// send, once, and refuses what somebody else signed.
class DocumentedReceiverTest {
  private static final Pattern JAVA =
      Pattern.compile("^```java\\n(.*?)^```", Pattern.DOTALL | Pattern.MULTILINE);
  private static final String ID = "evt_f582036c3736ccfe2451151f0fa3965a";

  @TempDir private Path folder;

  @Test
  @Timeout(60)
  void takesWhatWeSendOnce() throws Exception {
    SigningSecret secret = SigningSecret.generate("v1");
    Process receiver = start(secret);
    try (BufferedReader out = receiver.inputReader(UTF_8);
        HttpClient client = HttpClient.newHttpClient()) {
      String listening = out.readLine();
      assertThat(listening).startsWith("listening on ");
      URI uri = URI.create("http://127.0.0.1:" + listening.substring(13) + "/muster");
      byte[] body = Golden.bytes(WebhookGolden.events().keySet().iterator().next());

      assertThat(post(client, uri, body, secret)).isEqualTo(204);
      assertThat(post(client, uri, body, secret)).isEqualTo(204);
      assertThat(post(client, uri, body, SigningSecret.generate("v1"))).isEqualTo(400);
      assertThat(post(client, uri, body, SigningSecret.generate("v1"), secret)).isEqualTo(204);

      assertThat(out.readLine()).isEqualTo(new String(body, UTF_8));
      // By its handle: the process itself would close what is still to be read.
      assertThat(receiver.toHandle().destroy()).isTrue();
      assertThat(out.readLine()).as("anything handled twice").isNull();
    } finally {
      receiver.destroyForcibly().waitFor();
    }
  }

  private Process start(SigningSecret secret) throws IOException {
    Matcher example = JAVA.matcher(Files.readString(page()));
    assertThat(example.find()).isTrue();
    Path source = Files.writeString(folder.resolve("Receiver.java"), example.group(1));
    var process =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            source.toString());
    process.environment().put("WEBHOOK_SECRET", secret.text());
    process.environment().put("PORT", "0");
    return process.redirectErrorStream(true).start();
  }

  private static int post(HttpClient client, URI uri, byte[] body, SigningSecret... secrets)
      throws Exception {
    var signing = Signing.of(ID, Instant.now(), body, List.of(secrets));
    var request =
        HttpRequest.newBuilder(uri)
            .timeout(Duration.ofSeconds(20))
            .header("Content-Type", "application/json")
            .header(Signing.ID, signing.id())
            .header(Signing.TIMESTAMP, signing.timestamp())
            .header(Signing.SIGNATURE, signing.signature())
            .POST(BodyPublishers.ofByteArray(body))
            .build();
    return client.send(request, BodyHandlers.discarding()).statusCode();
  }

  /// The page, found from the module's folder or the repository's.
  private static Path page() {
    Path here = Path.of("docs/webhooks.md");
    return Files.exists(here) ? here : Path.of("..").resolve(here);
  }
}
