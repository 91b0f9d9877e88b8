package dev.muster.validator.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.schemas.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The page as a browser opens it: from a file, with no network, under the policy it carries.
@Timeout(120)
class PageTest {
  private static final int REQUESTS = 3_000;
  private static final int SEATS = 200;
  @TempDir static Path shared;
  private static Path page = Path.of("");
  private static String head = "";

  @TempDir Path directory;

  @BeforeAll
  static void write() throws IOException {
    page = shared.resolve("report.html");
    try (TestDatabase database = World.drop("Coupe d'été \"Ñandú\"", REQUESTS, SEATS)) {
      Run run = Run.on(database, World.id("drop").toString(), "--html", page.toString());
      assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
      head =
          Pattern.compile("head +(\\S+)")
              .matcher(run.out())
              .results()
              .findFirst()
              .orElseThrow()
              .group(1);
    }
  }

  @Test
  void theOrderIsShownAPageAtATimeAndTheChainRecomputed() throws Exception {
    Chromium.Opened opened = open("#recompute");
    assertThat(opened.console()).isEmpty();
    assertThat(opened.dom())
        .contains("1 to 50 of 3,000")
        .contains("The facts and 3,000 entries give this head.")
        .contains(head.substring(0, 8) + " " + head.substring(8, 16));
    assertThat(
            Pattern.compile("<tr( class=\"\")?><th class=\"n\" scope=\"row\">")
                .matcher(opened.dom())
                .results())
        .hasSize(50);
  }

  @Test
  void aPlayerFindsAnOwnRequest() throws Exception {
    Chromium.Opened opened = open("#" + World.id("request 2500"));
    assertThat(opened.console()).isEmpty();
    assertThat(opened.dom())
        .contains("<h3>Refused: TOURNAMENT_FULL</h3><p>All seats were taken.</p>")
        .contains("<dd>2,500 of 3,000</dd>")
        .contains("<dd>2,499 requests, of which 200 got a seat; 0 seats were given back</dd>")
        .contains("<dd>partition 3, offset 5,000, 2026-11-02 18:00:09.128 UTC</dd>");
  }

  @Test
  void aPlayersIdFindsThemAll() throws Exception {
    Chromium.Opened opened = open("#" + World.id("player 17").toString().toUpperCase(Locale.ROOT));
    assertThat(opened.console()).isEmpty();
    assertThat(opened.dom()).contains("<h3>Got a seat</h3>").contains("<dd>17 of 3,000</dd>");
  }

  @Test
  void anIdThatIsNotInItIsSaidNotToBe() throws Exception {
    Chromium.Opened opened = open("#" + new UUID(1, 2));
    assertThat(opened.dom()).contains("No request in this report has this id");
  }

  @Test
  void whatIsNotInThePolicyIsRefused() throws Exception {
    String changed =
        Files.readString(page).replace("</head>", "<script>console.log(1)</script></head>");
    Path other = Files.writeString(directory.resolve("other.html"), changed);
    Chromium.Opened opened = Chromium.open(directory, other.toUri().toString());
    assertThat(opened.console()).singleElement().asString().contains("Content Security Policy");
  }

  @Test
  void nothingInItComesFromElsewhere() throws IOException {
    assertThat(Files.readString(page))
        .contains("default-src 'none'")
        .doesNotContainPattern("(src|href)=\"?(https?:|//)")
        .doesNotContainPattern("@import|url\\(")
        .doesNotContainPattern(" style=\"| on[a-z]+=\"");
  }

  private Chromium.Opened open(String fragment) throws IOException, InterruptedException {
    return Chromium.open(directory, page.toUri() + fragment);
  }
}
