package dev.muster.quickstart.bench.decide;

import dev.muster.quickstart.system.LocalPostgres;
import dev.muster.schemas.Migrations;
import dev.muster.worker.Connections;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.postgresql.ds.PGSimpleDataSource;

/// A database with the schema, its players and tournaments, and what has become of them.
public final class Arena {
  /// What a seat costs, and what every player begins with: enough for all the seats of a run.
  static final long FEE = 10;

  static final long CREDITS = 100_000;

  /// The order that the server has ids in: of their bytes.
  public static final Comparator<UUID> BY_ID = Comparator.comparing(UUID::toString);

  private static final String INSERT_PLAYERS =
      """
      INSERT INTO player (id, display_name, credit_balance, created_at)
      SELECT id, NULL, ?, now() FROM unnest(?::uuid[]) AS wanted(id)
      """;

  private static final String INSERT_TOURNAMENTS =
      """
      INSERT INTO tournament (id, name, capacity, fee_credits, status, enrolled_count,
                              created_at, updated_at)
      SELECT id, 'bench', ?, ?, 'OPEN', 0, now(), now() FROM unnest(?::uuid[]) AS wanted(id)
      """;

  private static final String FILL =
      """
      WITH who AS (
        SELECT id AS player_id, gen_random_uuid() AS request_id
        FROM player
        ORDER BY id DESC
        LIMIT ?),
      taken AS (
        INSERT INTO enrollment (id, tournament_id, player_id, status, fee_charged, request_id,
                                enrolled_at)
        SELECT request_id, ?, player_id, 'ACTIVE', 0, request_id, now() FROM who
        RETURNING id)
      UPDATE tournament SET enrolled_count = enrolled_count + (SELECT count(*) FROM taken)
      WHERE id = ?
      """;

  /// Seats, prices, wallets and answers, each against the others.
  private static final String TALLY =
      """
      SELECT (SELECT count(*) FROM enrollment
              WHERE tournament_id = ANY (?) AND status = 'ACTIVE') AS seats,
             (SELECT count(*) FROM decision
              WHERE tournament_id = ANY (?) AND outcome = 'ENROLLED') AS enrolled,
             (SELECT count(*) FROM decision
              WHERE tournament_id = ANY (?) AND outcome = 'REJECTED') AS rejected,
             (SELECT count(*) FROM (SELECT tournament_id FROM enrollment e
                WHERE tournament_id = ANY (?) AND status = 'ACTIVE'
                GROUP BY tournament_id
                HAVING count(*) > (SELECT capacity FROM tournament t
                                   WHERE t.id = e.tournament_id)) AS over) AS overfull,
             (SELECT coalesce(sum(amount), 0) FROM credit_transaction) AS moved,
             (SELECT coalesce(sum(credit_balance - ?), 0) FROM player) AS spent
      """;

  /// The databases there are beside the system's own; a database's name cannot be a parameter.
  public enum Place {
    ORIGINAL("bench_original", "CREATE DATABASE bench_original"),
    FUNCTION("bench_function", "CREATE DATABASE bench_function"),
    SEATS("bench_seats", "CREATE DATABASE bench_seats"),
    FLOOR("bench_floor", "CREATE DATABASE bench_floor"),
    SYNCHRONOUS("bench_synchronous", "CREATE DATABASE bench_synchronous");

    private final String database;
    private final String create;

    Place(String database, String create) {
      this.database = database;
      this.create = create;
    }
  }

  private final PGSimpleDataSource owner;

  private Arena(PGSimpleDataSource owner) {
    this.owner = owner;
  }

  /// What the rows say.
  ///
  /// @param seats live enrollments
  /// @param enrolled decisions that gave a seat
  public record Tally(long seats, long enrolled, long rejected) {}

  /// An arena that is there.
  public static Arena at(String url) {
    var owner = new PGSimpleDataSource();
    owner.setUrl(url);
    owner.setUser(LocalPostgres.SUPERUSER);
    return new Arena(owner);
  }

  /// Where it is, for JDBC.
  public String url() {
    return owner.getURL();
  }

  /// The system's own database.
  public static Arena ofSystem(LocalPostgres postgres) {
    return new Arena(postgres.dataSource(LocalPostgres.SUPERUSER));
  }

  /// Another database of the same server, with the same schema.
  public static Arena make(LocalPostgres postgres, Place place) throws SQLException {
    PGSimpleDataSource superuser = postgres.dataSource(LocalPostgres.SUPERUSER);
    try (Connection connection = superuser.getConnection();
        PreparedStatement create = connection.prepareStatement(place.create)) {
      create.execute();
    }
    PGSimpleDataSource owner = postgres.dataSource(LocalPostgres.SUPERUSER);
    owner.setDatabaseName(place.database);
    Migrations.setUp(owner.getURL(), LocalPostgres.SUPERUSER, null);
    return new Arena(owner);
  }

  /// Connections like those of Muster's worker: statements prepared at once, plans by look-up.
  public PGSimpleDataSource connections() {
    var source = new PGSimpleDataSource();
    source.setUrl(owner.getURL());
    source.setUser(LocalPostgres.SUPERUSER);
    source.setPrepareThreshold(1);
    source.setOptions(Connections.LOOK_UPS_ONLY);
    return source;
  }

  public void addPlayers(List<UUID> ids) throws SQLException {
    try (Connection connection = owner.getConnection();
        PreparedStatement insert = connection.prepareStatement(INSERT_PLAYERS)) {
      insert.setLong(1, CREDITS);
      insert.setArray(2, connection.createArrayOf("uuid", ids.toArray()));
      insert.executeUpdate();
    }
  }

  public void addTournaments(List<UUID> ids, int capacity) throws SQLException {
    try (Connection connection = owner.getConnection();
        PreparedStatement insert = connection.prepareStatement(INSERT_TOURNAMENTS)) {
      insert.setInt(1, capacity);
      insert.setLong(2, FEE);
      insert.setArray(3, connection.createArrayOf("uuid", ids.toArray()));
      insert.executeUpdate();
    }
  }

  /// Gives seats away for nothing, to the players who come last by id.
  public void fill(UUID tournament, int seats) throws SQLException {
    try (Connection connection = owner.getConnection();
        PreparedStatement insert = connection.prepareStatement(FILL)) {
      insert.setInt(1, seats);
      insert.setObject(2, tournament);
      insert.setObject(3, tournament);
      insert.executeUpdate();
    }
  }

  /// Counts, and holds the rows against each other.
  ///
  /// @throws IllegalStateException if a tournament is overfull, or the wallets and the ledger do
  ///     not agree
  public Tally tally(List<UUID> tournaments) throws SQLException {
    try (Connection connection = owner.getConnection();
        PreparedStatement statement = connection.prepareStatement(TALLY)) {
      for (int parameter = 1; parameter <= 4; parameter++) {
        statement.setArray(parameter, connection.createArrayOf("uuid", tournaments.toArray()));
      }
      statement.setLong(5, CREDITS);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        if (row.getLong("overfull") > 0 || row.getLong("moved") != row.getLong("spent")) {
          throw new IllegalStateException("seats or credits are wrong in " + owner.getURL());
        }
        return new Tally(row.getLong("seats"), row.getLong("enrolled"), row.getLong("rejected"));
      }
    }
  }

  /// How many requests have their answer.
  public long decisions() throws SQLException {
    try (Connection connection = owner.getConnection();
        PreparedStatement statement = connection.prepareStatement("SELECT count(*) FROM decision");
        ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  PGSimpleDataSource owner() {
    return owner;
  }
}
