package dev.muster.worker.simulation.database;

import dev.muster.worker.simulation.database.Table.Guarded;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The tables that the worker writes, with the guards that the migrations put on them.
public final class Tables {
  private static final String UNIQUE = "23505";
  private static final String CHECK = "23514";
  private static final String FOREIGN = "23503";

  private final Map<String, Table> tables = new LinkedHashMap<>();
  private long identity;

  Tables() {
    add(
        1,
        "tournament id name capacity fee_credits status opens_at closes_at refund_full_until"
            + " refund_percent_after enrolled_count cancel_reason created_at updated_at",
        check(
            "chk_enrolled_within_capacity",
            row ->
                row.number("enrolled_count") >= 0
                    && row.number("enrolled_count") <= row.number("capacity")));
    add(
        1,
        "player id display_name credit_balance created_at",
        check("chk_credit_balance_non_negative", row -> row.number("credit_balance") >= 0));
    add(
        1,
        "enrollment id tournament_id player_id status fee_charged refund request_id enrolled_at"
            + " cancelled_at",
        foreign("fk_enrollment_tournament", "tournament_id", "tournament"),
        foreign("fk_enrollment_player", "player_id", "player"),
        check(
            "chk_refund_within_charge",
            row -> row.get("refund") == null || row.number("refund") <= row.number("fee_charged")),
        unique(
            "uq_active_enrollment",
            row -> row.get("cancelled_at") == null,
            "player_id",
            "tournament_id"));
    add(
        1,
        "credit_transaction id player_id amount balance_after kind enrollment_id request_id reason"
            + " created_at",
        foreign("fk_credit_transaction_player", "player_id", "player"),
        foreign("fk_credit_transaction_enrollment", "enrollment_id", "enrollment"),
        check("chk_balance_after_non_negative", row -> row.number("balance_after") >= 0),
        unique("uq_credit_transaction_request", row -> true, "request_id", "kind", "enrollment_id"),
        unique(
            "uq_charge_per_enrollment",
            row -> Objects.equals(row.get("kind"), "ENROLLMENT_FEE"),
            "enrollment_id"),
        unique(
            "uq_refund_per_enrollment",
            row -> String.valueOf(row.get("kind")).endsWith("_REFUND"),
            "enrollment_id"));
    add(
        1,
        "decision request_id type tournament_id player_id outcome reason detail enrollment_id"
            + " credits_charged credits_refunded balance_after submitted_at decided_at topic_id"
            + " partition offset",
        unique("uq_decision_log_position", row -> true, "topic_id", "partition", "offset"));
    add(1, "idempotency_key key request_id");
    add(
        2,
        "partition_progress topic_id partition epoch next_offset published_offset owner claimed_at"
            + " parked_reason parked_at",
        check(
            "chk_partition_progress_cursors",
            row ->
                row.number("published_offset") >= 0
                    && row.number("published_offset") <= row.number("next_offset")));
  }

  private Tables(Tables other) {
    other.tables.forEach((name, table) -> tables.put(name, table.copy()));
    identity = other.identity;
  }

  Tables copy() {
    return new Tables(this);
  }

  /// The table of that name.
  public Table table(String name) {
    Table table = tables.get(name);
    if (table == null) {
      throw new IllegalStateException("no table " + name);
    }
    return table;
  }

  boolean has(String name) {
    return tables.containsKey(name);
  }

  long nextIdentity() {
    return ++identity;
  }

  private void add(int keyColumns, String words, Guarded... guards) {
    List<String> split = List.of(words.split(" "));
    var table =
        new Table(split.getFirst(), keyColumns, split.subList(1, split.size()), List.of(guards));
    tables.put(table.name, table);
  }

  /// A row whose columns have names.
  private static final class Named {
    private final Table table;
    private final @Nullable Object[] values;

    Named(Table table, @Nullable Object[] values) {
      this.table = table;
      this.values = values;
    }

    @Nullable Object get(String column) {
      return table.optional(values, column);
    }

    long number(String column) {
      return table.number(values, column);
    }
  }

  private static Guarded check(String name, Predicate<Named> holds) {
    return guard(name, CHECK, (row, tables) -> holds.test(row));
  }

  private static Guarded foreign(String name, String column, String target) {
    return guard(
        name,
        FOREIGN,
        (row, tables) ->
            row.get(column) == null || tables.table(target).find(row.get(column)) != null);
  }

  private static Guarded guard(String name, String sqlState, BiPredicate<Named, Tables> holds) {
    return new Guarded(
        name,
        sqlState,
        (tables, row, replaced) -> holds.test(new Named(tables.guarded(name), row), tables));
  }

  private static Guarded unique(String name, Predicate<Named> covers, String... columns) {
    return new Guarded(
        name,
        UNIQUE,
        (tables, row, replaced) -> {
          Table table = tables.guarded(name);
          if (!covers.test(new Named(table, row))) {
            return true;
          }
          int[] indexes = Arrays.stream(columns).mapToInt(table::index).toArray();
          for (@Nullable Object[] other : table.rows()) {
            if (!Arrays.equals(other, replaced)
                && same(indexes, row, other)
                && covers.test(new Named(table, other))) {
              return false;
            }
          }
          return true;
        });
  }

  private static boolean same(int[] indexes, @Nullable Object[] one, @Nullable Object[] other) {
    for (int index : indexes) {
      if (!Objects.equals(one[index], other[index])) {
        return false;
      }
    }
    return true;
  }

  private Table guarded(String constraint) {
    for (Table table : tables.values()) {
      for (Guarded guard : table.guards) {
        if (guard.constraint().equals(constraint)) {
          return table;
        }
      }
    }
    throw new IllegalStateException(constraint);
  }
}
