package dev.muster.validator.report;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Counts the entries one after the other, as anybody can who has a copy of the report.
final class Tally {
  private final Map<String, Long> outcomes = new TreeMap<>();
  private final Map<String, Long> refusals = new TreeMap<>();
  private final AliasSet requests = new AliasSet();
  private final Set<String> holders = new HashSet<>();
  private final Pace pace = new Pace();
  private long entries;
  private long repeatedRequests;
  private long doubleSeats;
  private long seatsNotHeld;
  private long orderBreaks;
  private long taken;
  private long takenMost;
  private long givenBack;
  private long charged;
  private long refunded;
  private long lastPartition = -1;
  private long lastOffset = -1;
  private long lastLog;

  void add(Entry entry) {
    entries++;
    outcomes.merge(entry.outcome(), 1L, Long::sum);
    if (entry.reason() != null) {
      refusals.merge(entry.reason(), 1L, Long::sum);
    }
    if (!requests.add(entry.request())) {
      repeatedRequests++;
    }
    order(entry);
    seats(entry);
    pace.add(entry, taken);
  }

  private void order(Entry entry) {
    boolean follows =
        entry.log() > lastLog
            || (entry.log() == lastLog
                && entry.partition() == lastPartition
                && entry.offset() > lastOffset);
    if (!follows || entry.place() != entries) {
      orderBreaks++;
    }
    lastLog = entry.log();
    lastPartition = entry.partition();
    lastOffset = entry.offset();
  }

  private void seats(Entry entry) {
    String player = entry.player() == null ? "" : entry.player();
    switch (entry.outcome()) {
      case "ENROLLED" -> {
        taken++;
        takenMost = Math.max(takenMost, taken);
        charged += entry.charged() == null ? 0 : entry.charged();
        if (!holders.add(player)) {
          doubleSeats++;
        }
      }
      case "UNENROLLED" -> {
        taken--;
        givenBack++;
        refunded += entry.refunded() == null ? 0 : entry.refunded();
        if (!holders.remove(player)) {
          seatsNotHeld++;
        }
      }
      case "ACCEPTED" -> {
        if (entry.type().equals("CANCEL_TOURNAMENT")) {
          givenBack += taken;
          taken = 0;
          refunded += entry.refunded() == null ? 0 : entry.refunded();
          holders.clear();
        }
      }
      default -> {}
    }
  }

  /// What the entries and the rows say together. No more can be added after this is called.
  Summary summary(Facts facts) {
    long capacity = facts.number(Fact.CAPACITY);
    long live = facts.number(Fact.SEATS_LIVE);
    var seats =
        new Summary.Seats(capacity, live, Math.max(0, capacity - live), givenBack, takenMost);
    var credits =
        new Summary.Credits(
            new Summary.Sums(charged, refunded),
            new Summary.Sums(facts.number(Fact.FEES_CHARGED), facts.number(Fact.FEES_REFUNDED)),
            new Summary.Sums(
                facts.number(Fact.LEDGER_CHARGED), facts.number(Fact.LEDGER_REFUNDED)));
    return new Summary(
        facts,
        entries,
        new LinkedHashMap<>(outcomes),
        new LinkedHashMap<>(refusals),
        seats,
        credits,
        claims(facts, seats, credits),
        pace.timings());
  }

  private List<Claim> claims(Facts facts, Summary.Seats seats, Summary.Credits credits) {
    long live = seats.taken();
    long unexplained =
        Math.max(
            facts.number(Fact.SEATS_WITHOUT_DECISION)
                + facts.number(Fact.DECISIONS_WITHOUT_SEAT)
                + seatsNotHeld,
            Math.max(
                Math.abs(taken - live), Math.abs(givenBack - facts.number(Fact.SEATS_GIVEN_BACK))));
    return List.of(
        new Claim(
            "oversold",
            "Seats oversold",
            "Seats taken beyond the capacity, by the rows and by the decisions in log order.",
            Math.max(0, Math.max(live, taken) - seats.capacity())),
        new Claim(
            "duplicateSeats",
            "Seats held twice",
            "Seats of players who hold another one in this tournament.",
            Math.max(facts.number(Fact.SEATS_HELD_TWICE), doubleSeats)),
        new Claim(
            "duplicateRequests",
            "Requests decided twice",
            "Further decisions on a request that was decided before.",
            repeatedRequests),
        new Claim(
            "creditsUnaccounted",
            "Credits unaccounted for",
            "Credits by which decisions, seats and ledger differ.",
            credits.difference()),
        new Claim(
            "seatsMischarged",
            "Seats mischarged",
            "Seats whose entries in the ledger are not their one fee and their one refund.",
            facts.number(Fact.SEATS_MISCHARGED)),
        new Claim(
            "seatsUnexplained",
            "Seats unexplained",
            "Seats taken or given back without the decision that says so, or the reverse.",
            unexplained),
        new Claim(
            "counterOff",
            "Counter off",
            "How far the counter of seats taken, on which decisions rest, is from the seats.",
            Math.abs(facts.number(Fact.ENROLLED_COUNT) - live)),
        new Claim(
            "orderBreaks",
            "Breaks in the order",
            "Requests whose place does not follow the place before it on the log.",
            orderBreaks));
  }
}
