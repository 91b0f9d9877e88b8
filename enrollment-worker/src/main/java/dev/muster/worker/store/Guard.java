package dev.muster.worker.store;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The database's named guards, and what it means to hit one. The core enforces every one of these
/// too, so a hit says that somebody wrote past the core, or that the core is wrong.
public enum Guard {
  UQ_ACTIVE_ENROLLMENT("a second live enrollment of one player in one tournament"),
  CHK_CREDIT_BALANCE_NON_NEGATIVE("a wallet below zero"),
  CHK_ENROLLED_WITHIN_CAPACITY("more seats taken than there are, or fewer than none"),
  UQ_CREDIT_TRANSACTION_REQUEST("a second movement of credits for one request"),
  UQ_CHARGE_PER_ENROLLMENT("a second charge of one enrollment"),
  UQ_REFUND_PER_ENROLLMENT("a second refund of one enrollment"),
  CHK_REFUND_WITHIN_CHARGE("a refund above what was charged"),
  CHK_BALANCE_AFTER_NON_NEGATIVE("a ledger row below zero"),
  PK_TOURNAMENT("a tournament that appeared beside its stream"),
  PK_PLAYER("a player that appeared beside its stream"),
  PK_ENROLLMENT("a second enrollment by one request"),
  PK_DECISION("a second decision of one request"),
  UQ_DECISION_LOG_POSITION("a second decision of one record"),
  FK_ENROLLMENT_TOURNAMENT("an enrollment without its tournament"),
  FK_ENROLLMENT_PLAYER("an enrollment without its player"),
  FK_CREDIT_TRANSACTION_PLAYER("a ledger row without its player"),
  FK_CREDIT_TRANSACTION_ENROLLMENT("a ledger row without its enrollment"),
  /// Not a constraint: the row count that every statement is held to.
  ROW_COUNT("a row that changed although it was locked");

  private final String meaning;

  Guard(String meaning) {
    this.meaning = meaning;
  }

  /// What the database refused.
  public String meaning() {
    return meaning;
  }

  /// The constraint's or index's name.
  public String constraint() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The guard of that name, or null for a constraint that is none of them.
  static @Nullable Guard named(@Nullable String constraint) {
    for (Guard guard : values()) {
      if (guard.constraint().equals(constraint)) {
        return guard;
      }
    }
    return null;
  }
}
