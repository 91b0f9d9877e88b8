package dev.muster.quickstart.rehearse.fault;

/// The evidence that a partition went from one worker to another.
final class TakenOver {
  private TakenOver() {}

  /// @param holder who holds it in the end
  static Fact fact(Claim before, Claim after, String holder) {
    boolean taken = after.epoch() > before.epoch() && !after.owner().equals(before.owner());
    return new Fact(
        taken
            ? "%s was claimed by %s: epoch %d became %d"
                .formatted(after.name(), holder, before.epoch(), after.epoch())
            : "%s was not claimed by another: epoch %d".formatted(after.name(), after.epoch()),
        taken);
  }
}
