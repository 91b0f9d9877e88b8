package dev.muster.validator.report;

/// Outcomes and reasons in words that a player understands.
final class Meanings {
  private Meanings() {}

  static String of(String word) {
    return switch (word) {
      case "ENROLLED" -> "Got a seat.";
      case "UNENROLLED" -> "Gave the seat back.";
      case "ACCEPTED" -> "The organiser defined, changed or cancelled the tournament.";
      case "IDEMPOTENCY_KEY_REUSED" ->
          "The same key was sent before with another request, so this one was not carried out.";
      case "TOURNAMENT_NOT_FOUND" -> "There was no such tournament yet.";
      case "TOURNAMENT_FINISHED" -> "The tournament was over or cancelled.";
      case "TOURNAMENT_NOT_OPEN" -> "Enrollment was not open at that moment.";
      case "FEE_ABOVE_LIMIT" -> "The price was higher than the player was ready to pay.";
      case "PLAYER_NOT_FOUND" -> "There was no such player.";
      case "ALREADY_ENROLLED" -> "The player had a seat already.";
      case "TOURNAMENT_FULL" -> "All seats were taken.";
      case "INSUFFICIENT_CREDITS" -> "The player had too few credits.";
      case "NOT_ENROLLED" -> "The player had no seat to give back.";
      case "UNENROLLMENT_CLOSED" -> "Seats could not be given back any more.";
      case "CAPACITY_BELOW_ENROLLED" -> "The new capacity was below the seats already taken.";
      case "MALFORMED_COMMAND" -> "The request could not be read.";
      case "FAILED" -> "The request held something the database could not store.";
      default -> "Refused for this reason.";
    };
  }
}
