package dev.muster.validator.report;

import java.util.Map;

/// The tables and tiles of a page.
final class Tables {
  private Tables() {}

  static String tiles(Summary summary) {
    Summary.Seats seats = summary.seats();
    Map<String, Long> outcomes = summary.outcomes();
    return tile("Requests accepted", summary.requests(), "")
        + tile("of them decided", summary.requests(), "each exactly once")
        + tile("Got a seat", summary.enrolled(), "")
        + tile("Refused", summary.refused(), "")
        + tile("Seats", seats.capacity(), "capacity now")
        + tile("Seats taken", seats.taken(), Markup.count(seats.left(), "seat") + " left")
        + tile(
            "Seats given back",
            seats.givenBack(),
            Markup.number(outcomes.getOrDefault("UNENROLLED", 0L)) + " of them by players")
        + claim(summary, "oversold", "Seats oversold")
        + claim(summary, "duplicateSeats", "Seats held twice")
        + claim(summary, "creditsUnaccounted", "Credits unaccounted for");
  }

  private static String tile(String name, long value, String note) {
    return """
        <div class="tile"><dt>%s</dt><dd>%s<span class="note">%s</span></dd></div>
        """
        .formatted(name, Markup.number(value), note);
  }

  private static String claim(Summary summary, String name, String title) {
    long count =
        summary.claims().stream()
            .filter(claim -> claim.name().equals(name))
            .mapToLong(Claim::count)
            .findFirst()
            .orElseThrow();
    return """
        <div class="tile"><dt>%s</dt><dd class="%s">%s<span class="note">%s</span></dd></div>
        """
        .formatted(
            title,
            count == 0 ? "zero" : "broken",
            Markup.number(count),
            count == 0 ? "as it must be" : "must be 0");
  }

  static String outcomes(Summary summary) {
    var rows = new StringBuilder();
    summary.outcomes().entrySet().stream()
        .filter(outcome -> !outcome.getKey().equals("REJECTED"))
        .forEach(outcome -> rows.append(outcome("", outcome, summary.requests())));
    summary.refusals().entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .forEach(refusal -> rows.append(outcome("Refused: ", refusal, summary.requests())));
    return """
        <table>
        <caption>Decisions by outcome; a refusal by its first reason</caption>
        <thead><tr><th scope="col">Outcome</th><th class="n" scope="col">Requests</th><th class="n" scope="col">Share</th>\
        <th scope="col">Meaning</th></tr></thead>
        <tbody>
        %s</tbody>
        </table>
        """
        .formatted(rows);
  }

  private static String outcome(String before, Map.Entry<String, Long> outcome, long all) {
    String word = Markup.text(outcome.getKey());
    return """
        <tr><th scope="row">%s%s</th><td class="n">%s</td><td class="n">%s</td><td data-reason="%s">%s</td></tr>
        """
        .formatted(
            before,
            word,
            Markup.number(outcome.getValue()),
            Markup.percent(outcome.getValue(), all),
            word,
            Meanings.of(outcome.getKey()));
  }

  static String credits(Summary.Credits credits) {
    return """
        <table>
        <caption>Credits of this tournament's seats</caption>
        <thead><tr><th scope="col">Counted in</th><th class="n" scope="col">Charged</th>\
        <th class="n" scope="col">Refunded</th><th class="n" scope="col">Kept</th></tr></thead>
        <tbody>
        %s%s%s</tbody>
        </table>
        """
        .formatted(
            sums("Decisions", credits.decisions()),
            sums("Seats", credits.seats()),
            sums("Ledger", credits.ledger()));
  }

  private static String sums(String where, Summary.Sums sums) {
    return """
        <tr><th scope="row">%s</th><td class="n">%s</td><td class="n">%s</td><td class="n">%s</td></tr>
        """
        .formatted(
            where,
            Markup.number(sums.charged()),
            Markup.number(sums.refunded()),
            Markup.number(sums.net()));
  }

  static String claims(Summary summary) {
    var rows = new StringBuilder();
    for (Claim claim : summary.claims()) {
      rows.append(
          """
          <tr><th scope="row">%s</th><td class="n %s">%s</td><td>%s</td></tr>
          """
              .formatted(
                  claim.title(),
                  claim.holds() ? "zero" : "broken",
                  Markup.number(claim.count()),
                  claim.meaning()));
    }
    return """
        <table>
        <caption>Violations found</caption>
        <thead><tr><th scope="col">Violation</th><th class="n" scope="col">Found</th><th scope="col">What was counted</th></tr></thead>
        <tbody>
        %s</tbody>
        </table>
        """
        .formatted(rows);
  }

  static String facts(Facts facts) {
    var rows = new StringBuilder();
    for (Fact fact : Fact.values()) {
      rows.append(
          """
          <tr><th scope="row"><code>%s</code></th><td><code>%s</code></td></tr>
          """
              .formatted(fact.label(), Markup.text(facts.text(fact))));
    }
    return rows.toString();
  }
}
