package dev.muster.validator.report;

import java.io.IOException;
import java.nio.file.Path;

/// Compares a copy with what the database says now. What was decided after the copy was made is no
/// difference; the rows that were counted are compared only if there is nothing of that kind.
final class Comparison implements ReadEntries.Sink, AutoCloseable {
  private final Copy copy;
  private final Facts facts;
  private final Findings findings;
  private Facts now;
  private boolean equal = true;
  private long place;
  private long later;

  /// @param facts those of the copy
  Comparison(Path file, Facts facts, Findings findings) throws IOException {
    this.copy = Copy.entries(file);
    this.facts = facts;
    this.now = facts;
    this.findings = findings;
  }

  @Override
  public void begin(Facts read) {
    now = read;
  }

  @Override
  public void take(Entry entry) {
    if (!equal) {
      return;
    }
    place++;
    String copied = later > 0 ? null : copy.next();
    if (copied == null) {
      later++;
      return;
    }
    String text = entry.text();
    if (!copied.startsWith(text + " ") || copied.indexOf(' ', text.length() + 1) >= 0) {
      findings.add(
          "place %d: the database has \"%s\", the copy has \"%s\""
              .formatted(place, text, copied.substring(0, Math.max(0, copied.lastIndexOf(' ')))));
      equal = false;
    }
  }

  /// Ends the comparison.
  ///
  /// @return how many requests were decided after the copy was made
  long finish() {
    if (equal && later == 0 && copy.next() != null) {
      findings.add("the database has only the first %d of the copy's entries".formatted(place));
      equal = false;
    }
    if (equal && later == 0) {
      for (Fact fact : Fact.values()) {
        if (fact != Fact.TAKEN_AT
            && fact != Fact.LOGS
            && !now.text(fact).equals(facts.text(fact))) {
          findings.add(
              "%s: the database has %s, the copy has %s"
                  .formatted(fact.label(), now.text(fact), facts.text(fact)));
        }
      }
    }
    return later;
  }

  @Override
  public void close() throws IOException {
    copy.close();
  }
}
