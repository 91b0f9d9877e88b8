package dev.muster.validator.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.muster.validator.report.Copy.Contents;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Verifies a copy of a report from itself: every link of the chain, its head, every number, and of
/// a page what it shows. What it cannot find is a report that was made anew as a whole: that has
/// another head, which is why the head is what has to be published.
final class Verification {
  private final Path file;
  private final Findings findings;
  private final Chain chain = new Chain();
  private final Tally tally = new Tally();
  private boolean countable = true;
  private long position;
  private long brokenAt;
  private @Nullable String brokenText;
  private boolean brokenOnce;

  private Verification(Path file, Findings findings) {
    this.file = file;
    this.findings = findings;
  }

  /// What a copy says about itself.
  ///
  /// @param head of the chain that its entries make
  /// @param summary the numbers they make; null if they could not be counted
  record Verified(Contents contents, String head, long entries, @Nullable Summary summary) {}

  /// Verifies a copy.
  ///
  /// @throws NoReportException if it is none
  static Verified run(Path file, Findings findings) throws IOException {
    return new Verification(file, findings).run();
  }

  private Verified run() throws IOException {
    Contents contents = Copy.contents(file);
    contents.facts().lines().forEach(chain::add);
    try (Copy entries = Copy.entries(file)) {
      for (String entry = entries.next(); entry != null; entry = entries.next()) {
        link(entry);
      }
    }
    reportBreak();
    if (!chain.head().equals(contents.head())) {
      findings.add(
          "the head in it is %s, but its facts and entries give %s"
              .formatted(contents.head(), chain.head()));
    }
    Summary summary = countable ? tally.summary(contents.facts()) : null;
    if (summary != null) {
      compare(contents, summary);
      page(summary, contents.head());
      for (Claim claim : summary.claims()) {
        if (!claim.holds()) {
          findings.add(
              "it reports a violation itself: %s is %d".formatted(claim.name(), claim.count()));
        }
      }
    }
    return new Verified(contents, chain.head(), position, summary);
  }

  private void link(String entry) {
    position++;
    int end = entry.lastIndexOf(' ');
    String text = entry.substring(0, Math.max(0, end));
    String link = entry.substring(end + 1);
    if (!chain.add(text).equals(link)) {
      if (brokenText == null) {
        brokenAt = position;
        brokenText = text;
      }
    } else if (brokenText != null) {
      brokenOnce = true;
    }
    try {
      tally.add(Entry.parse(text));
    } catch (IllegalArgumentException e) {
      if (countable) {
        findings.add("entry %d cannot be read: %s".formatted(position, text));
      }
      countable = false;
    }
  }

  private void reportBreak() {
    if (brokenText == null) {
      return;
    }
    String what =
        brokenOnce
            ? "only its link was changed"
            : brokenAt == 1
                ? "a fact or this entry was changed, or one before it removed or inserted"
                : "this entry was changed, moved or inserted, or one before it removed";
    findings.add(
        "the first broken link is at entry %d, \"%s\": %s; all before it are as they were"
            .formatted(brokenAt, String.valueOf(brokenText), what));
  }

  private void compare(Contents contents, Summary summary) {
    Map<String, String> given = new LinkedHashMap<>(contents.values());
    given.remove("/" + DataJson.HEAD);
    Map<String, String> expected =
        Copy.values((DataJson.opening(summary, "") + DataJson.CLOSING).getBytes(UTF_8));
    expected.keySet().removeIf(Verification::isNoNumber);
    expected.forEach(
        (place, value) -> {
          String said = given.remove(place);
          if (said == null) {
            findings.add("%s is missing; the entries give %s".formatted(place, value));
          } else if (!said.equals(value)) {
            findings.add("%s is %s, but the entries give %s".formatted(place, said, value));
          }
        });
    given.forEach(
        (place, value) -> findings.add("%s does not belong there: %s".formatted(place, value)));
  }

  private static boolean isNoNumber(String place) {
    return place.equals("/")
        || place.equals("/" + DataJson.HEAD)
        || place.startsWith("/" + DataJson.FACTS + "/")
        || place.startsWith("/" + DataJson.ENTRIES + "/");
  }

  /// The page around the data must be the one that the data make.
  private void page(Summary summary, String head) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      byte[] before = PageFile.skipToData(in);
      if (before.length == 0) {
        return;
      }
      new PageFile.DataStream(in).transferTo(OutputStream.nullOutputStream());
      byte[] after = in.readAllBytes();
      var page = new Page(summary, head);
      if (!Arrays.equals(before, page.beforeData().getBytes(UTF_8))
          || !Arrays.equals(after, page.afterData().getBytes(UTF_8))) {
        findings.add(
            "the page around the data is not the one this version of Muster makes of them: it was"
                + " changed, or made by another version");
      }
    }
  }
}
