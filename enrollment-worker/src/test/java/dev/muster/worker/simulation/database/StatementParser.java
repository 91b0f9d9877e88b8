package dev.muster.worker.simulation.database;

import static dev.muster.worker.simulation.database.ExpressionParser.EXCLUDED;
import static dev.muster.worker.simulation.database.ExpressionParser.TABLE;
import static dev.muster.worker.simulation.database.ExpressionParser.UNNESTED;

import dev.muster.worker.simulation.database.Statement.Outcome;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the kinds of statements the worker has: an insert of values or of `unnest`ed arrays, an
/// update, a select from one table, and one that looks rows up for `unnest`ed arrays. What it does
/// not know it refuses.
final class StatementParser {
  private static final @Nullable Object[] NO_ROW = {};

  private final Tokens tokens;
  private final Tables schema;
  private final ExpressionParser expressions;

  private StatementParser(String sql, Tables schema) {
    this.tokens = new Tokens(sql);
    this.schema = schema;
    this.expressions = new ExpressionParser(tokens);
  }

  /// @throws UnknownSqlException for anything else
  static Statement parse(String sql, Tables schema) {
    var parser = new StatementParser(sql, schema);
    Statement statement;
    if (parser.tokens.take("INSERT INTO")) {
      statement = parser.insert();
    } else if (parser.tokens.take("UPDATE")) {
      statement = parser.update();
    } else if (parser.tokens.take("SELECT")) {
      statement = parser.select();
    } else {
      throw parser.tokens.unknown("no statement");
    }
    if (!parser.tokens.atEnd()) {
      throw parser.tokens.unknown("more than expected");
    }
    return statement;
  }

  private Statement insert() {
    Table table = table();
    String alias = tokens.take("AS") ? tokens.next() : table.name;
    List<String> columns = names();
    Source source;
    List<Expression> values = new ArrayList<>();
    if (tokens.take("VALUES (")) {
      source = Source.ONE_ROW;
      values.addAll(list());
      tokens.expect(")");
    } else {
      tokens.expect("SELECT");
      int begin = tokens.position();
      tokens.skipBehind("FROM");
      source = unnest();
      int end = tokens.position();
      tokens.goTo(begin);
      values.addAll(list());
      tokens.goTo(end);
      source = source.orderedBy(order());
    }
    Insert insert =
        new Insert(table.name, columns.stream().map(table::index).toList(), source, values);
    if (!tokens.take("ON CONFLICT")) {
      return insert::execute;
    }
    names();
    if (tokens.take("DO NOTHING")) {
      return insert::executeUnlessThere;
    }
    tokens.expect("DO UPDATE SET");
    expressions.see(TABLE, alias, table.columns);
    expressions.see(EXCLUDED, "excluded", table.columns);
    Assignments assignments = assignments(table);
    tokens.expect("RETURNING");
    Projection returning = projection();
    return insert.orUpdate(assignments, returning);
  }

  private Statement update() {
    Table table = table();
    String alias = tokens.peek().equalsIgnoreCase("SET") ? table.name : tokens.next();
    tokens.expect("SET");
    expressions.see(TABLE, alias, table.columns);
    int begin = tokens.position();
    Source source = Source.ONE_ROW;
    int behind = begin;
    if (isAhead("FROM")) {
      tokens.skipBehind("FROM");
      source = unnest();
      behind = tokens.position();
      tokens.goTo(begin);
    }
    Assignments assignments = assignments(table);
    if (!source.arrays().isEmpty()) {
      tokens.goTo(behind);
    }
    tokens.expect("WHERE");
    Lookup lookup = new Lookup(table.name, source, expressions.conditions());
    return (transaction, parameters) -> {
      List<@Nullable Object[][]> found = lookup.find(transaction.tables(), parameters);
      Table target = transaction.tables().table(table.name);
      for (@Nullable Object[][] rows : found) {
        transaction.update(target, rows[TABLE], assignments.apply(rows, parameters));
      }
      return new Outcome(List.of(), List.of(), found.size());
    };
  }

  private Statement select() {
    int begin = tokens.position();
    tokens.skipBehind("FROM");
    Lookup lookup = tokens.peek().equals("unnest") ? joined() : plain();
    int end = tokens.position();
    tokens.goTo(begin);
    Projection projection = projection();
    tokens.goTo(end);
    Expression order = order();
    Expression limit = tokens.take("LIMIT") ? expressions.value() : null;
    if (tokens.take("FOR NO KEY UPDATE OF")) {
      tokens.next();
    }
    return (transaction, parameters) -> {
      List<@Nullable Object[][]> found = lookup.find(transaction.tables(), parameters);
      sort(found, order, parameters);
      Object max = limit == null ? null : limit.of(new @Nullable Object[][] {}, parameters);
      List<@Nullable Object[]> rows = new ArrayList<>();
      for (@Nullable Object[][] each : found) {
        if (max == null || rows.size() < (Long) max) {
          rows.add(projection.of(each, parameters));
        }
      }
      return new Outcome(projection.names(), rows, 0);
    };
  }

  private Lookup plain() {
    Table table = table();
    expressions.see(TABLE, table.name, table.columns);
    tokens.expect("WHERE");
    return new Lookup(table.name, Source.ONE_ROW, expressions.conditions());
  }

  private Lookup joined() {
    Source source = unnest();
    if (tokens.take("JOIN")) {
      Table table = table();
      expressions.see(TABLE, tokens.next(), table.columns);
      tokens.expect("ON");
      return new Lookup(table.name, source, expressions.conditions());
    }
    tokens.expect("CROSS JOIN LATERAL ( SELECT");
    tokens.skipBehind("FROM");
    Table table = table();
    expressions.see(TABLE, table.name, table.columns);
    tokens.expect("WHERE");
    var lookup = new Lookup(table.name, source, expressions.conditions());
    tokens.expect("OFFSET 0 ) AS");
    expressions.see(TABLE, tokens.next(), table.columns);
    return lookup;
  }

  private Source unnest() {
    tokens.expect("unnest (");
    List<Expression> arrays = list();
    tokens.expect(")");
    boolean ordinality = tokens.take("WITH ORDINALITY");
    tokens.expect("AS");
    String alias = tokens.next();
    expressions.see(UNNESTED, alias, names());
    return new Source(arrays, ordinality, null);
  }

  private @Nullable Expression order() {
    return tokens.take("ORDER BY") ? expressions.value() : null;
  }

  private Assignments assignments(Table table) {
    List<Integer> columns = new ArrayList<>();
    List<Expression> values = new ArrayList<>();
    do {
      columns.add(table.index(tokens.next()));
      tokens.expect("=");
      values.add(expressions.value());
    } while (tokens.take(","));
    return new Assignments(columns, values);
  }

  private Projection projection() {
    List<String> names = new ArrayList<>();
    List<Expression> values = new ArrayList<>();
    do {
      values.add(expressions.value());
      tokens.goTo(tokens.position() - 1);
      String name = tokens.next();
      names.add(tokens.take("AS") ? tokens.next() : name);
    } while (tokens.take(","));
    return new Projection(names, values);
  }

  private Table table() {
    String name = tokens.next();
    if (!schema.has(name)) {
      throw tokens.unknown("no table " + name);
    }
    return schema.table(name);
  }

  private List<String> names() {
    List<String> names = new ArrayList<>();
    tokens.expect("(");
    do {
      names.add(tokens.next());
    } while (tokens.take(","));
    tokens.expect(")");
    return names;
  }

  private List<Expression> list() {
    List<Expression> all = new ArrayList<>();
    do {
      all.add(expressions.value());
    } while (tokens.take(","));
    return all;
  }

  private boolean isAhead(String word) {
    int here = tokens.position();
    try {
      tokens.skipBehind(word);
      return true;
    } catch (UnknownSqlException none) {
      return false;
    } finally {
      tokens.goTo(here);
    }
  }

  static void sort(
      List<@Nullable Object[][]> rows, @Nullable Expression order, @Nullable Object[] parameters) {
    if (order != null) {
      rows.sort(Comparator.comparing(row -> comparable(order.of(row, parameters))));
    }
  }

  @SuppressWarnings("unchecked") // What is ordered by is a number or an id.
  private static Comparable<Object> comparable(@Nullable Object value) {
    if (value instanceof Comparable<?> comparable) {
      return (Comparable<Object>) comparable;
    }
    throw new IllegalStateException("not in any order: " + value);
  }

  static @Nullable Object[] noRow() {
    return NO_ROW;
  }

  /// Columns of a statement's outcome.
  record Projection(List<String> names, List<Expression> values) {
    @Nullable Object[] of(@Nullable Object[][] rows, @Nullable Object[] parameters) {
      @Nullable Object[] row = new @Nullable Object[values.size()];
      for (int i = 0; i < row.length; i++) {
        row[i] = values.get(i).of(rows, parameters);
      }
      return row;
    }
  }

  /// What an update sets.
  record Assignments(List<Integer> columns, List<Expression> values) {
    @Nullable Object[] apply(@Nullable Object[][] rows, @Nullable Object[] parameters)
        throws SQLException {
      @Nullable Object[] changed = rows[TABLE].clone();
      for (int i = 0; i < columns.size(); i++) {
        changed[columns.get(i)] = values.get(i).of(rows, parameters);
      }
      return changed;
    }
  }
}
