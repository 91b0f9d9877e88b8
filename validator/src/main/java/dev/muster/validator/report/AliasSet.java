package dev.muster.validator.report;

/// Which aliases were seen: 127 of their 128 bits each, in a table without objects, since there can
/// be millions of them. The last bit marks a slot as taken.
final class AliasSet {
  private static final int SLOTS_INITIAL = 1 << 12;
  private static final int ALIAS_HALF = Salt.ALIAS_DIGITS / 2;

  private long[] slots = new long[2 * SLOTS_INITIAL];
  private int size;

  /// Adds an alias.
  ///
  /// @return whether it is new
  boolean add(String alias) {
    long high = Long.parseUnsignedLong(alias, 0, ALIAS_HALF, 16);
    long low = Long.parseUnsignedLong(alias, ALIAS_HALF, Salt.ALIAS_DIGITS, 16) | 1;
    if (!put(high, low)) {
      return false;
    }
    size++;
    if (4L * size > slots.length) {
      grow();
    }
    return true;
  }

  private boolean put(long high, long low) {
    int mask = slots.length / 2 - 1;
    int slot = Long.hashCode(high) & mask;
    while (slots[2 * slot + 1] != 0) {
      if (slots[2 * slot] == high && slots[2 * slot + 1] == low) {
        return false;
      }
      slot = (slot + 1) & mask;
    }
    slots[2 * slot] = high;
    slots[2 * slot + 1] = low;
    return true;
  }

  private void grow() {
    long[] old = slots;
    slots = new long[2 * old.length];
    for (int i = 0; i < old.length; i += 2) {
      if (old[i + 1] != 0) {
        put(old[i], old[i + 1]);
      }
    }
  }
}
