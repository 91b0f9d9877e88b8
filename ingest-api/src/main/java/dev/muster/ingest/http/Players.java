package dev.muster.ingest.http;

import dev.muster.ingest.read.FindPlayer;
import dev.muster.ingest.read.FindPlayer.Player;
import dev.muster.ingest.read.ListCreditTransactions;
import dev.muster.ingest.read.ListCreditTransactions.CreditTransaction;
import dev.muster.ingest.read.ListEnrollments;
import dev.muster.ingest.read.ListEnrollments.Enrollment;
import dev.muster.schemas.command.Command;
import dev.muster.schemas.command.GrantCredits;
import dev.muster.schemas.command.RegisterPlayer;
import dev.muster.schemas.wire.Json;
import dev.muster.schemas.wire.JsonFields;
import dev.muster.schemas.wire.MalformedJsonException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// Players as clients register, pay and see them.
final class Players {
  private static final int TRANSACTION_KEY_BYTES = Long.BYTES;
  private static final int ENROLLMENT_KEY_BYTES = 3 * Long.BYTES;

  private final FindPlayer players;
  private final ListCreditTransactions transactions;
  private final ListEnrollments enrollments;

  Players(FindPlayer players, ListCreditTransactions transactions, ListEnrollments enrollments) {
    this.players = players;
    this.transactions = transactions;
    this.enrollments = enrollments;
  }

  static Command register(Call call, JsonFields fields) throws Refused, MalformedJsonException {
    return new RegisterPlayer(call.id(), fields.text("displayName"));
  }

  static Command grantCredits(Call call, JsonFields fields) throws Refused, MalformedJsonException {
    return new GrantCredits(
        call.id(), fields.requiredLong("amount"), fields.requiredText("reason"));
  }

  Answer get(Call call) throws Refused {
    Player player = find(call.id());
    return Answer.ok(
        Json.bytes(
            json -> {
              Json.uuid(json, "id", player.id());
              Json.text(json, "displayName", player.displayName());
              json.writeNumberProperty("creditBalance", player.creditBalance());
              Json.time(json, "createdAt", player.createdAt());
            }));
  }

  private Player find(UUID id) throws Refused {
    return players
        .byId(id)
        .orElseThrow(() -> new Refused(ProblemType.NOT_FOUND, "There is no player with this id"));
  }

  Answer creditTransactions(Call call) throws Refused {
    UUID id = call.id();
    Page page = Page.of(call.request(), TRANSACTION_KEY_BYTES);
    ByteBuffer after = page.after();
    List<CreditTransaction> rows =
        transactions.of(id, after == null ? null : after.getLong(), page.rows());
    if (rows.isEmpty()) {
      // An empty list of somebody is not the same as nobody.
      var _ = find(id);
    }
    return Answer.ok(
        page.document(
            rows,
            Players::write,
            row -> ByteBuffer.allocate(TRANSACTION_KEY_BYTES).putLong(row.id())));
  }

  private static void write(JsonGenerator json, CreditTransaction row) {
    json.writeNumberProperty("id", row.id());
    json.writeNumberProperty("amount", row.amount());
    json.writeNumberProperty("balanceAfter", row.balanceAfter());
    json.writeStringProperty("kind", row.kind());
    Json.uuid(json, "enrollmentId", row.enrollmentId());
    Json.uuid(json, "requestId", row.requestId());
    Json.text(json, "reason", row.reason());
    Json.time(json, "createdAt", row.createdAt());
  }

  Answer enrollments(Call call) throws Refused {
    UUID id = call.id();
    Page page = Page.of(call.request(), ENROLLMENT_KEY_BYTES);
    List<Enrollment> rows = enrollments.of(id, key(page.after()), page.rows());
    if (rows.isEmpty()) {
      var _ = find(id);
    }
    return Answer.ok(page.document(rows, Players::write, Players::key));
  }

  private static ListEnrollments.@Nullable Key key(@Nullable ByteBuffer cursor) throws Refused {
    if (cursor == null) {
      return null;
    }
    Instant enrolledAt = Instant.EPOCH.plus(cursor.getLong(), ChronoUnit.MICROS);
    return new ListEnrollments.Key(enrolledAt, new UUID(cursor.getLong(), cursor.getLong()));
  }

  private static ByteBuffer key(Enrollment row) {
    return ByteBuffer.allocate(ENROLLMENT_KEY_BYTES)
        .putLong(ChronoUnit.MICROS.between(Instant.EPOCH, row.enrolledAt()))
        .putLong(row.id().getMostSignificantBits())
        .putLong(row.id().getLeastSignificantBits());
  }

  private static void write(JsonGenerator json, Enrollment row) {
    Json.uuid(json, "id", row.id());
    Json.uuid(json, "tournamentId", row.tournamentId());
    json.writeStringProperty("status", row.status());
    json.writeNumberProperty("feeCharged", row.feeCharged());
    Json.integer(json, "refund", row.refund());
    Json.uuid(json, "requestId", row.requestId());
    Json.time(json, "enrolledAt", row.enrolledAt());
    Json.time(json, "cancelledAt", row.cancelledAt());
  }
}
