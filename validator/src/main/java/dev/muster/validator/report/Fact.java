package dev.muster.validator.report;

/// What a report says besides its entries, in this order. The chain begins with them, each as its
/// name, a blank and its value.
enum Fact {
  FORMAT("format"),
  TOURNAMENT("tournament"),
  NAME("name"),
  STATUS("status"),
  CAPACITY("capacity"),
  FEE_CREDITS("feeCredits"),
  OPENS_AT("opensAt"),
  CLOSES_AT("closesAt"),
  CREATED_AT("createdAt"),
  SALT("salt"),
  TAKEN_AT("takenAt"),
  SINCE("since"),
  LOGS("logs"),
  ENROLLED_COUNT("enrolledCount"),
  SEATS_LIVE("seatsLive"),
  SEATS_GIVEN_BACK("seatsGivenBack"),
  SEATS_HELD_TWICE("seatsHeldTwice"),
  SEATS_WITHOUT_DECISION("seatsWithoutDecision"),
  DECISIONS_WITHOUT_SEAT("decisionsWithoutSeat"),
  SEATS_MISCHARGED("seatsMischarged"),
  FEES_CHARGED("feesCharged"),
  FEES_REFUNDED("feesRefunded"),
  LEDGER_CHARGED("ledgerCharged"),
  LEDGER_REFUNDED("ledgerRefunded");

  private final String label;

  Fact(String label) {
    this.label = label;
  }

  /// As it is written.
  String label() {
    return label;
  }
}
