package dev.muster.validator.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The page for people: one file that loads nothing from elsewhere. The same data always make the
/// same page, so that a page can be verified too.
final class Page {
  private static final Pattern BLANK = Pattern.compile("\\{\\{(\\w+)\\}\\}");
  private static final Pattern EIGHT_DIGITS = Pattern.compile("(?<=\\G.{8})(?!$)");
  private static final String TICK = "M7 12.5l3.5 3.5L17 9";
  private static final String CROSS = "M8 8l8 8M16 8l-8 8";
  private static final String PYTHON =
      """
      import hashlib, json, sys

      report = json.load(open(sys.argv[1], encoding="utf-8"))
      digest = "0" * 64
      for text in report["facts"] + [entry.rsplit(" ", 1)[0] for entry in report["entries"]]:
          digest = hashlib.sha256(f"{digest} {text}".encode()).hexdigest()
      print(digest, "as in the file" if digest == report["head"] else "NOT AS IN THE FILE")
      """;

  private final Summary summary;
  private final String head;

  Page(Summary summary, String head) {
    this.summary = summary;
    this.head = head;
  }

  /// All that comes before the data.
  String beforeData() {
    Map<String, String> values = new HashMap<>();
    Facts facts = summary.facts();
    values.put("style", resource("page.css"));
    values.put("styleHash", hash(resource("page.css")));
    values.put("scriptHash", hash(resource("page.js")));
    values.put("name", Markup.text(facts.text(Fact.NAME)));
    values.put("lede", lede());
    verdict(values);
    values.put("tiles", Tables.tiles(summary));
    values.put("outcomes", Tables.outcomes(summary));
    values.put("timingText", timingText());
    values.put("plots", Plots.of(summary));
    values.put("credits", Tables.credits(summary.credits()));
    values.put("claims", Tables.claims(summary));
    values.put("facts", Tables.facts(facts));
    values.put("entryCount", Markup.number(summary.requests()));
    values.put("headGroups", EIGHT_DIGITS.matcher(Markup.text(head)).replaceAll(" "));
    values.put("python", Markup.text(PYTHON));
    values.put("salt", Markup.text(facts.text(Fact.SALT)));
    values.put("takenAt", Markup.text(facts.text(Fact.TAKEN_AT)));
    values.put("format", Facts.FORMAT);
    String since = facts.textOrNull(Fact.SINCE);
    values.put(
        "sinceNote", since == null ? "" : " Decisions before " + since + " were not looked at.");
    return fill(resource("page.html"), values) + PageFile.BEFORE_DATA;
  }

  /// All that comes behind them.
  String afterData() {
    return "</script>\n<script>" + resource("page.js") + "</script>\n</body>\n</html>\n";
  }

  private String lede() {
    Long first = summary.timings().firstSubmittedMicros();
    String seats = Markup.count(summary.seats().capacity(), "seat");
    String fee = Markup.count(summary.facts().number(Fact.FEE_CREDITS), "credit");
    return first == null
        ? "%s at %s each, and no request for one yet.".formatted(seats, fee)
        : "%s at %s each. The first of %s came on %s."
            .formatted(seats, fee, Markup.count(summary.requests(), "request"), Markup.time(first));
  }

  private void verdict(Map<String, String> values) {
    long broken = summary.claims().stream().filter(claim -> !claim.holds()).count();
    values.put("verdictClass", broken == 0 ? "" : " violated");
    values.put("verdictPath", broken == 0 ? TICK : CROSS);
    values.put("verdictTitle", broken == 0 ? "Everything adds up" : "Something does not add up");
    values.put(
        "verdictText",
        broken == 0
            ? "No seat was sold twice and none too many, every request was decided once in the order"
                + " it came, and every credit is accounted for."
            : "%s of what must not happen did: see below. This report says so whoever made it."
                .formatted(Markup.count(broken, "kind")));
  }

  private String timingText() {
    Timings timings = summary.timings();
    Long first = timings.firstSubmittedMicros();
    if (first == null) {
      return "";
    }
    Timings.Moment full = timings.firstFull();
    return full == null
        ? "There was a seat for everybody who asked: nobody was refused because all were taken."
        : "All seats were taken %s after the first request: the first who found none left had place %s."
            .formatted(Markup.duration(full.micros() - first), Markup.number(full.place()));
  }

  private static String fill(String template, Map<String, String> values) {
    return BLANK
        .matcher(template)
        .replaceAll(
            blank -> Matcher.quoteReplacement(Objects.requireNonNull(values.get(blank.group(1)))));
  }

  /// How a content security policy names a text that it allows.
  private static String hash(String text) {
    return "sha256-" + Base64.getEncoder().encodeToString(Sha256.bytes(text));
  }

  private static String resource(String name) {
    try (InputStream in = Page.class.getResourceAsStream("/report/" + name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
