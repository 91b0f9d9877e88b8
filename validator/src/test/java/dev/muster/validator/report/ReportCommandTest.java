package dev.muster.validator.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.muster.schemas.testing.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What a report says about the small world, and how the command is used.
class ReportCommandTest {
  private static final String PAID = World.id("paid").toString();
  private static final String SALT = "00112233445566778899aabbccddeeff";
  private static TestDatabase world;

  @TempDir Path directory;

  @BeforeAll
  static void open() {
    world = World.small();
  }

  @AfterAll
  static void close() {
    world.close();
  }

  @Test
  void aCleanTournamentIsToldInNumbers() throws IOException {
    Run run = Run.on(world, PAID, "--json", file("r.json").toString());
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains("requests   5 accepted and decided: 3 got a seat, 0 refused")
        .contains("seats      2 of 2 taken, 1 given back")
        .contains("credits    300 charged, 50 refunded")
        .endsWith("PASS: oversold 0, duplicates 0, credits conserved\n");
    JsonNode report = json("r.json");
    JsonNode summary = report.required("summary");
    assertThat(summary.required("verdict").asString()).isEqualTo("CLEAN");
    assertThat(summary.required("claims").values()).allMatch(claim -> claim.asLong() == 0);
    assertThat(summary.required("requests").toString())
        .isEqualTo(
            """
            {"accepted":5,"decided":5,"outcomes":{"ACCEPTED":1,"ENROLLED":3,"UNENROLLED":1},"refused":{}}""");
    assertThat(summary.required("seats").toString())
        .isEqualTo(
            """
            {"capacity":2,"taken":2,"left":0,"givenBack":1,"takenMost":2}""");
    for (String where : List.of("decisions", "seats", "ledger")) {
      assertThat(summary.required("credits").required(where).toString())
          .isEqualTo("{\"charged\":300,\"refunded\":50,\"net\":250}");
    }
    assertThat(summary.at("/timings/fill").toString()).isEqualTo("[[1,0],[2,1],[3,2],[4,1],[5,2]]");
  }

  @Test
  void aCancellationGivesEverySeatBack() throws IOException {
    Run run = Run.on(world, World.id("off").toString(), "--json", file("r.json").toString());
    assertThat(run.exitCode()).isZero();
    JsonNode summary = json("r.json").required("summary");
    assertThat(summary.at("/seats/givenBack").asLong()).isOne();
    assertThat(summary.at("/seats/taken").asLong()).isZero();
    assertThat(summary.at("/requests/refused").toString()).isEqualTo("{\"TOURNAMENT_NOT_OPEN\":1}");
    assertThat(summary.at("/credits/ledger/net").asLong()).isZero();
  }

  @Test
  void theOrderIsTheLogsAndAnybodyCanFindOwnRequests() throws IOException {
    Run.on(world, PAID, "--json", file("r.json").toString(), "--salt", SALT);
    List<String[]> entries =
        json("r.json")
            .required("entries")
            .valueStream()
            .map(entry -> entry.asString().split(" ", -1))
            .toList();
    assertThat(entries).extracting(entry -> entry[0]).containsExactly("1", "2", "3", "4", "5");
    assertThat(entries).extracting(entry -> entry[3]).containsExactly("0", "3", "5", "6", "11");
    List<String> asked =
        List.of("define paid", "enroll ann", "enroll cas", "unenroll cas", "enroll cas again");
    assertThat(entries)
        .extracting(entry -> entry[7])
        .isEqualTo(
            asked.stream()
                .map(name -> Sha256.hex(SALT + World.id(name)).substring(0, 32))
                .toList());
    String cas = Sha256.hex(SALT + World.id("cas")).substring(0, 32);
    assertThat(entries.stream().filter(entry -> entry[8].equals(cas))).hasSize(3);
  }

  @Test
  void nothingPersonalIsInIt() throws IOException {
    Path page = file("r.html");
    Run.on(world, PAID, "--html", page.toString(), "--json", file("r.json").toString());
    String all = Files.readString(page) + Files.readString(file("r.json"));
    for (String name : List.of("ann", "bob", "cas", "enroll ann", "unenroll cas", "ann in paid")) {
      assertThat(all)
          .doesNotContain(World.id(name).toString())
          .doesNotContain(World.id(name).toString().replace("-", ""));
    }
  }

  @Test
  void theDataAreAsTheirSchemaSays() throws IOException {
    Schema schema;
    try (InputStream in = ReportCommand.class.getResourceAsStream("/report/report.schema.json")) {
      schema =
          SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
              .getSchema(JsonMapper.shared().readTree(in));
    }
    for (String tournament : List.of("paid", "off", "free")) {
      String id = World.id(tournament).toString();
      Run.on(world, id, "--json", file("r.json").toString());
      assertThat(schema.validate(json("r.json"))).isEmpty();
    }
    var other = (ObjectNode) json("r.json");
    assertThat(schema.validate(other.put("head", "0"))).isNotEmpty();
  }

  @Test
  void anotherSaltGivesOtherAliases() throws IOException {
    Run.on(world, PAID, "--json", file("one.json").toString());
    Run.on(world, PAID, "--json", file("two.json").toString());
    assertThat(json("one.json").required("summary").required("salt"))
        .isNotEqualTo(json("two.json").required("summary").required("salt"));
    assertThat(json("one.json").at("/entries/1").asString().split(" ", -1)[7])
        .isNotEqualTo(json("two.json").at("/entries/1").asString().split(" ", -1)[7]);
  }

  @Test
  void thePageHoldsTheSameData() throws IOException {
    Path page = file("r.html");
    Run.on(world, PAID, "--html", page.toString(), "--json", file("r.json").toString());
    String html = Files.readString(page);
    String mark = "<script type=\"application/json\" id=\"data\">";
    int from = html.indexOf(mark) + mark.length();
    assertThat(html.substring(from, html.indexOf("</script>", from)))
        .isEqualTo(Files.readString(file("r.json")));
  }

  @Test
  void aTournamentThatNobodyAskedForIsToldToo() throws IOException {
    world.update(
        """
        INSERT INTO tournament (id, name, capacity, fee_credits, status, created_at, updated_at)
        VALUES (?, '</script><b>"Quiet" & co', 7, 0, 'DRAFT', now(), now())
        """,
        World.id("quiet"));
    Path page = file("q.html");
    Run run = Run.on(world, World.id("quiet").toString(), "--html", page.toString());
    assertThat(run.exitCode()).isZero();
    assertThat(Files.readString(page)).doesNotContain("<b>");
    assertThat(Run.of("--verify", page.toString()).exitCode()).isZero();
  }

  @Test
  void withTimeToBeginAtNothingIsLost() throws IOException {
    Run run =
        Run.on(world, PAID, "--json", file("r.json").toString(), "--since", "2020-01-01T00:00:00Z");
    assertThat(run.exitCode()).isZero();
    assertThat(json("r.json").required("entries")).hasSize(5);
    Run late = Run.on(world, PAID, "--since", "2999-01-01T00:00:00Z");
    assertThat(late.exitCode()).isEqualTo(2);
    assertThat(late.err()).contains("so --since must not be later");
  }

  @Test
  void whatCannotBeToldIsOneClearLine() {
    for (Run run :
        List.of(
            Run.on(world, World.id("nothing").toString()),
            Run.on(world),
            Run.on(world, PAID, "--salt", "xyz"),
            Run.on(world, PAID, "--json", directory.toString()),
            Run.of(PAID),
            Run.of("--verify", file("missing").toString()),
            Run.of(PAID, "--db", "postgresql://me@127.0.0.1:1/muster"))) {
      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.out()).isEmpty();
      assertThat(run.err().lines()).hasSize(1);
      assertThat(run.err()).startsWith("muster report: ");
    }
  }

  private Path file(String name) {
    return directory.resolve(name);
  }

  private JsonNode json(String name) throws IOException {
    return JsonMapper.shared().readTree(Files.readString(file(name)));
  }
}
