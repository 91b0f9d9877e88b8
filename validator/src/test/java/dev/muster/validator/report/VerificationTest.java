package dev.muster.validator.report;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.schemas.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Whatever is changed in a copy is found, and where.
class VerificationTest {
  private static final int REQUESTS = 40;
  private static final int SEATS = 10;
  @TempDir static Path shared;
  private static TestDatabase database;
  private static String json;
  private static String html;

  @TempDir Path directory;

  @BeforeAll
  static void write() throws IOException {
    database = World.drop("Autumn Cup <3", REQUESTS, SEATS);
    Path jsonFile = shared.resolve("r.json");
    Path htmlFile = shared.resolve("r.html");
    Run run =
        Run.on(
            database,
            World.id("drop").toString(),
            "--json",
            jsonFile.toString(),
            "--html",
            htmlFile.toString());
    assertThat(run.exitCode()).as(run.err()).isZero();
    json = Files.readString(jsonFile);
    html = Files.readString(htmlFile);
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @Test
  void aTrueCopyIsWhole() throws IOException {
    for (String copy : List.of(json, html)) {
      Run run = verify(copy);
      assertThat(run.err()).isEmpty();
      assertThat(run.exitCode()).as(run.out()).isZero();
      assertThat(run.out()).contains("is whole: 40 links").contains(head());
    }
  }

  @Test
  void aCopyThatWasOnlyWrittenDifferentlyIsWhole() throws IOException {
    ObjectNode sorted = JsonMapper.shared().createObjectNode();
    JsonNode report = JsonMapper.shared().readTree(json);
    Stream.of("entries", "facts", "format", "head", "summary")
        .forEach(name -> sorted.set(name, report.required(name)));
    assertThat(verify(sorted.toPrettyString()).exitCode()).isZero();
  }

  @Test
  void theCanonicalFormIsTheDocumentedOne() throws Exception {
    JsonNode report = JsonMapper.shared().readTree(json);
    String digest = "0".repeat(64);
    for (JsonNode fact : report.required("facts")) {
      digest = next(digest, fact.asString());
    }
    for (JsonNode entry : report.required("entries")) {
      int end = entry.asString().lastIndexOf(' ');
      digest = next(digest, entry.asString().substring(0, end));
      assertThat(entry.asString().substring(end + 1)).isEqualTo(digest.substring(0, 16));
    }
    assertThat(digest).isEqualTo(report.required("head").asString());
  }

  private static String next(String digest, String text) throws Exception {
    byte[] bytes = (digest + " " + text).getBytes(UTF_8);
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  static Stream<Arguments> changes() {
    String broken = "the first broken link is at entry 7,";
    return Stream.of(
        change("an outcome", broken, r -> replace(r, 6, " ENROLLED ", " UNENROLLED ")),
        change("a player", broken, r -> replace(r, 6, word(r, 6, 8), word(r, 5, 8))),
        change("a time", broken, r -> replace(r, 6, " " + word(r, 6, 5) + " ", " 1 ")),
        change("two in their order", broken, VerificationTest::swap),
        change("one removed", broken, r -> entries(r).remove(6)),
        change("one inserted", broken, r -> entries(r).insert(6, entries(r).get(5).asString())),
        change("the last removed", "the head in it is", r -> entries(r).remove(REQUESTS - 1)),
        change("a link", "only its link was changed", VerificationTest::otherLink),
        change("no entry", "cannot be read", r -> entries(r).set(6, "nothing here")),
        change("the head", "the head in it is", r -> r.put("head", "0".repeat(64))),
        change("a fact", "at entry 1,", r -> fact(r, "capacity 10", "capacity 11")),
        change("a count", "/summary/requests/decided is 41", r -> number(r, "requests", "decided")),
        change("a total", "/summary/seats/taken is 11", r -> number(r, "seats", "taken")),
        change("a claim", "/summary/claims/oversold is 1", r -> number(r, "claims", "oversold")),
        change("a verdict", "/summary/verdict is FINE", r -> summary(r).put("verdict", "FINE")),
        change("a number less", "/summary/takenAt is missing", r -> summary(r).remove("takenAt")),
        change("a number more", "/note does not belong there", r -> r.put("note", "hello")),
        change("another format", "its format is", r -> fact(r, "report/1", "report/2")),
        change("facts in another order", "this is not fact 1", VerificationTest::swapFacts));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("changes")
  void aChangeIsFound(String what, String finding, UnaryOperator<ObjectNode> change)
      throws IOException {
    ObjectNode report = (ObjectNode) JsonMapper.shared().readTree(json);
    Run run = verify(change.apply(report).toString());
    assertThat(run.exitCode()).as(what).isOne();
    assertThat(run.out()).contains(finding).contains("FAIL: ");
  }

  @Test
  void anyByteOfTheDataCounts() throws IOException {
    byte[] bytes = json.getBytes(ISO_8859_1);
    for (int i = 0; i < bytes.length; i += 7) {
      if (bytes[i] == '\n') {
        continue;
      }
      byte[] changed = bytes.clone();
      changed[i] ^= 1;
      Path file = Files.write(directory.resolve("changed.json"), changed);
      assertThat(isWhole(file)).as("byte %d of %d", i, bytes.length).isFalse();
    }
  }

  private static boolean isWhole(Path file) throws IOException {
    var findings = new Findings();
    try {
      Verification.run(file, findings);
      return findings.count() == 0;
    } catch (NoReportException e) {
      return false;
    }
  }

  @Test
  void aPageThatShowsSomethingElseThanItsDataIsFound() throws IOException {
    List<String> changed =
        List.of(
            html.replace("<dt>Refused</dt><dd>30", "<dt>Refused</dt><dd>29"),
            html.replace("\"use strict\";", "\"use strict\"; "),
            html.replace("default-src 'none'", "default-src *"),
            html + "<p>Nothing to see here</p>");
    assertThat(changed).doesNotContain(html);
    for (String page : changed) {
      Run run = verify(page);
      assertThat(run.exitCode()).isOne();
      assertThat(run.out()).contains("the page around the data is not the one");
    }
  }

  @Test
  void aFileThatIsNoReportIsSaidToBeNone() throws IOException {
    for (String other : List.of("", "{}", "[]", "<html></html>", json.substring(0, 900), "{]")) {
      Run run = verify(other);
      assertThat(run.exitCode()).isOne();
      assertThat(run.out()).contains("this is no report, or none any more");
    }
  }

  @Test
  void aReportMadeAnewHasAnotherHead() throws IOException {
    ObjectNode report = (ObjectNode) JsonMapper.shared().readTree(json);
    var chain = new Chain();
    report.required("facts").forEach(fact -> chain.add(fact.asString()));
    for (int i = 0; i < REQUESTS; i++) {
      String entry = entries(report).get(i).asString();
      String text = entry.substring(0, entry.lastIndexOf(' '));
      String forged = i == 30 ? text.replaceFirst("(?<= )[0-9a-f]{32}", "0".repeat(32)) : text;
      entries(report).set(i, forged + " " + chain.add(forged));
    }
    report.put("head", chain.head());
    Run run = verify(report.toString());
    assertThat(run.exitCode()).isZero();
    assertThat(chain.head()).isNotEqualTo(head());
    assertThat(run.out()).contains(chain.head()).contains("if its head is the published one");
  }

  private Run verify(String copy) throws IOException {
    Path file = Files.writeString(directory.resolve("copy"), copy);
    return Run.of("--verify", file.toString());
  }

  private static String head() {
    return JsonMapper.shared().readTree(json).required("head").asString();
  }

  /// Changes the report in place and gives it back.
  private static Arguments change(
      String what, String finding, java.util.function.Consumer<ObjectNode> change) {
    UnaryOperator<ObjectNode> changed =
        report -> {
          change.accept(report);
          return report;
        };
    return Arguments.of(what, finding, changed);
  }

  private static ArrayNode entries(ObjectNode report) {
    return (ArrayNode) report.required("entries");
  }

  private static ObjectNode summary(ObjectNode report) {
    return (ObjectNode) report.required("summary");
  }

  private static String word(ObjectNode report, int entry, int word) {
    return entries(report).get(entry).asString().split(" ", -1)[word];
  }

  private static void replace(ObjectNode report, int entry, String old, String changed) {
    String text = entries(report).get(entry).asString();
    assertThat(text).contains(old);
    entries(report).set(entry, text.replace(old, changed));
  }

  private static void swap(ObjectNode report) {
    String one = entries(report).get(6).asString();
    entries(report).set(6, entries(report).get(7).asString());
    entries(report).set(7, one);
  }

  private static void otherLink(ObjectNode report) {
    String text = entries(report).get(6).asString();
    String link = text.substring(text.lastIndexOf(' '));
    replace(report, 6, link, " 0123456789abcdef");
  }

  private static void number(ObjectNode report, String part, String name) {
    ObjectNode of = (ObjectNode) summary(report).required(part);
    of.put(name, of.required(name).asLong() + 1);
  }

  private static void fact(ObjectNode report, String old, String changed) {
    ArrayNode facts = (ArrayNode) report.required("facts");
    for (int i = 0; i < facts.size(); i++) {
      facts.set(i, facts.get(i).asString().replace(old, changed));
    }
  }

  private static void swapFacts(ObjectNode report) {
    ArrayNode facts = (ArrayNode) report.required("facts");
    facts.add(facts.remove(0));
  }
}
