package dev.muster.schemas.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.schemas.command.Command;
import dev.muster.schemas.result.Result;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What is on the wire today stays readable and is written the same for ever.
class GoldenFilesTest {
  private static final String COMMAND_HEADERS = "enroll.headers.v1";
  private static final String RESULT_HEADERS = "enrolled.headers.v1";

  static Set<String> commands() {
    return Golden.commands().keySet();
  }

  static Set<String> results() {
    return Golden.results().keySet();
  }

  static Set<String> pending() {
    return Golden.pending().keySet();
  }

  @ParameterizedTest
  @MethodSource
  void commands(String name) throws MalformedJsonException {
    var envelope = Objects.requireNonNull(Golden.commands().get(name));
    assertThat(CommandCodec.decode(Golden.bytes(name))).isEqualTo(envelope);
    assertThat(text(CommandCodec.encode(envelope))).isEqualTo(text(Golden.bytes(name)));
  }

  @ParameterizedTest
  @MethodSource
  void results(String name) throws MalformedJsonException {
    var result = Objects.requireNonNull(Golden.results().get(name));
    assertThat(StatusCodec.decode(Golden.bytes(name))).isEqualTo(result);
    assertThat(text(StatusCodec.encode(result))).isEqualTo(text(Golden.bytes(name)));
  }

  @ParameterizedTest
  @MethodSource
  void pending(String name) {
    var document = Objects.requireNonNull(Golden.pending().get(name));
    assertThat(text(StatusCodec.encode(document))).isEqualTo(text(Golden.bytes(name)));
    assertThatThrownBy(() -> StatusCodec.decode(Golden.bytes(name)))
        .isInstanceOf(MalformedJsonException.class);
  }

  @Test
  void headersOfACommand() {
    var envelope = Objects.requireNonNull(Golden.commands().get("enroll.v1"));
    assertThat(json(RecordHeaders.of(envelope, Golden.SUBMITTED)))
        .isEqualTo(text(Golden.bytes(COMMAND_HEADERS)));
  }

  @Test
  void headersOfAResult() {
    var result = Objects.requireNonNull(Golden.results().get("enrolled.v1"));
    assertThat(json(RecordHeaders.of(result))).isEqualTo(text(Golden.bytes(RESULT_HEADERS)));
  }

  @Test
  void everyKindOfCommandAndResultHasAFile() {
    assertThat(
            Golden.commands().values().stream()
                .<Class<?>>map(envelope -> envelope.command().getClass()))
        .containsAll(leaves(Command.class));
    assertThat(Golden.results().values().stream().<Class<?>>map(Object::getClass))
        .containsAll(leaves(Result.class));
  }

  @Test
  void noFileIsChangedRemovedOrForgotten() throws Exception {
    var pinned = new TreeMap<String, String>();
    for (String line : text(Golden.resource("SHA256SUMS")).lines().toList()) {
      int gap = line.indexOf("  ");
      pinned.put(line.substring(gap + 2), line.substring(0, gap));
    }
    var found = new TreeMap<String, String>();
    for (String file : files()) {
      found.put(file, sha256(Golden.resource(file)));
    }
    assertThat(found).isEqualTo(pinned);

    var known = new TreeSet<String>(List.of(COMMAND_HEADERS, RESULT_HEADERS));
    known.addAll(commands());
    known.addAll(results());
    known.addAll(pending());
    known.addAll(WebhookGolden.commands().keySet());
    known.addAll(WebhookGolden.bodies().keySet());
    assertThat(found.keySet())
        .isEqualTo(known.stream().map(name -> name + ".json").collect(Collectors.toSet()));
  }

  private static Set<String> files() throws IOException, URISyntaxException {
    var sums = Objects.requireNonNull(GoldenFilesTest.class.getResource("/golden/SHA256SUMS"));
    Path directory = Objects.requireNonNull(Path.of(sums.toURI()).getParent());
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(file -> file.endsWith(".json"))
          .collect(Collectors.toSet());
    }
  }

  private static List<Class<?>> leaves(Class<?> sealed) {
    return Arrays.stream(sealed.getPermittedSubclasses())
        .<Class<?>>flatMap(
            type -> type.isSealed() ? leaves(type).stream() : Stream.<Class<?>>of(type))
        .toList();
  }

  private static String json(List<Header> headers) {
    return text(
        Json.bytes(
            json -> headers.forEach(h -> json.writeStringProperty(h.key(), text(h.value())))));
  }

  private static String text(byte[] utf8) {
    return new String(utf8, UTF_8);
  }

  private static String sha256(byte[] bytes) throws NoSuchAlgorithmException {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
