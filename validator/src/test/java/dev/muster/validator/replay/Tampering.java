package dev.muster.validator.replay;

import dev.muster.validator.replay.Recorded.Movement;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Changes one column of one recorded row.
final class Tampering {
  private Tampering() {}

  /// Says what it changed; null if there was nothing to change.
  static @Nullable String tamper(List<List<Item>> items, SplittableRandom random) {
    List<Item> partition = items.get(random.nextInt(items.size()));
    if (partition.isEmpty()) {
      return null;
    }
    int index = random.nextInt(partition.size());
    Item item = partition.get(index);
    Recorded recorded = item.recorded();
    if (recorded == null) {
      return null;
    }
    int part = random.nextInt(3);
    Recorded changed;
    String what;
    if (part == 1 && !recorded.ledger().isEmpty()) {
      int which = random.nextInt(recorded.ledger().size());
      Movement movement = recorded.ledger().get(which);
      String field = fieldOf(LedgerFields.class, random);
      List<Movement> ledger = new ArrayList<>(recorded.ledger());
      ledger.set(
          which,
          new Movement(
              movement.id(),
              with(movement.fields(), field, other(LedgerFields.class, field, random))));
      changed =
          new Recorded(recorded.decision(), recorded.decidedAt(), ledger, recorded.enrollment());
      what = "ledger " + field;
    } else if (part == 2 && recorded.enrollment() != null && begins(recorded)) {
      String field = begun(random);
      changed =
          new Recorded(
              recorded.decision(),
              recorded.decidedAt(),
              recorded.ledger(),
              with(recorded.enrollment(), field, other(EnrollmentFields.class, field, random)));
      what = "enrollment " + field;
    } else {
      String field = fieldOf(DecisionFields.class, random);
      changed =
          new Recorded(
              with(recorded.decision(), field, other(DecisionFields.class, field, random)),
              recorded.decidedAt(),
              recorded.ledger(),
              recorded.enrollment());
      what = "decision " + field;
    }
    partition.set(
        index,
        new Item(
            item.place(),
            item.entry(),
            changed,
            item.elsewhere(),
            item.keyOwner(),
            item.keyOwnerPlace()));
    return what + " at " + item.place();
  }

  /// The same item with another decision.
  static Item with(Item item, DecisionFields decision) {
    Recorded recorded = item.recorded();
    if (recorded == null) {
      throw new IllegalArgumentException("nothing is recorded at " + item.place());
    }
    return new Item(
        item.place(),
        item.entry(),
        new Recorded(decision, recorded.decidedAt(), recorded.ledger(), recorded.enrollment()),
        item.elsewhere(),
        item.keyOwner(),
        item.keyOwnerPlace());
  }

  /// The same row with another value in one column.
  static <T extends Record> T with(T row, String field, Object value) {
    try {
      @SuppressWarnings("unchecked") // The class of a T.
      Class<T> type = (Class<T>) row.getClass();
      RecordComponent[] fields = type.getRecordComponents();
      Object[] values = new Object[fields.length];
      Class<?>[] types = new Class<?>[fields.length];
      for (int i = 0; i < fields.length; i++) {
        types[i] = fields[i].getType();
        values[i] = fields[i].getName().equals(field) ? value : fields[i].getAccessor().invoke(row);
      }
      Constructor<T> constructor = type.getDeclaredConstructor(types);
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("a record without its parts", e);
    }
  }

  /// The columns that say how it ended are held against the command that ended it.
  private static String begun(SplittableRandom random) {
    List<String> fields =
        List.of("id", "tournamentId", "playerId", "feeCharged", "requestId", "enrolledAt");
    return fields.get(random.nextInt(fields.size()));
  }

  private static boolean begins(Recorded recorded) {
    return "ENROLLED".equals(recorded.decision().outcome());
  }

  private static String fieldOf(Class<? extends Record> type, SplittableRandom random) {
    RecordComponent[] fields = type.getRecordComponents();
    return fields[random.nextInt(fields.length)].getName();
  }

  /// A value that nobody has by chance.
  private static Object other(Class<? extends Record> type, String field, SplittableRandom random) {
    for (RecordComponent each : type.getRecordComponents()) {
      if (each.getName().equals(field)) {
        return switch (each.getType().getSimpleName()) {
          case "UUID" -> new UUID(random.nextLong(), random.nextLong());
          case "Long", "long" -> 1_000_000L + random.nextInt(1_000);
          case "Instant" -> Instant.EPOCH.plusSeconds(random.nextInt(1_000));
          default -> "CHANGED";
        };
      }
    }
    throw new IllegalArgumentException(field);
  }
}
