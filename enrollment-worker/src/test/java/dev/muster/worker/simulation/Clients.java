package dev.muster.worker.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.muster.schemas.RefundPolicy;
import dev.muster.schemas.TournamentStatus;
import dev.muster.schemas.command.CancelTournament;
import dev.muster.schemas.command.Command;
import dev.muster.schemas.command.CommandEnvelope;
import dev.muster.schemas.command.DefineTournament;
import dev.muster.schemas.command.Enroll;
import dev.muster.schemas.command.GrantCredits;
import dev.muster.schemas.command.RegisterPlayer;
import dev.muster.schemas.command.Unenroll;
import dev.muster.schemas.wire.CommandCodec;
import dev.muster.worker.simulation.database.SimulatedDatabase;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Utils;

/// People in a hurry: few seats, few players, little money, the same request again, the same key
/// for something else, and records that are no commands.
final class Clients {
  private static final int TOURNAMENTS = 3;
  private static final int PLAYERS = 4;
  private static final int KEYS = 3;
  private static final String REQUEST_ID = "muster_request_id";

  private record Sent(TopicPartition partition, String key, String value, Headers headers) {}

  private final Broker broker;
  private final Chance chance;
  private final Deque<Command> first = new ArrayDeque<>();
  private final List<Sent> sent = new ArrayList<>();
  private int left;

  Clients(Broker broker, Chance chance, int records) {
    this.broker = broker;
    this.chance = chance;
    this.left = records;
    for (int i = 0; i < TOURNAMENTS; i++) {
      first.add(define(new UUID(1, i), TournamentStatus.OPEN));
    }
    for (int i = 0; i < PLAYERS; i++) {
      first.add(new RegisterPlayer(new UUID(2, i), null));
      first.add(new GrantCredits(new UUID(2, i), 1 + chance.below(60), "bought"));
    }
  }

  boolean haveMore() {
    return left > 0;
  }

  /// One more record on the log.
  ///
  /// @return what it is, for the trace
  String append(long appendedMillis) {
    left--;
    if (!sent.isEmpty() && chance.oneIn(7)) {
      Sent again = chance.pick(sent);
      append(again, appendedMillis);
      return "the same again on " + again.partition();
    }
    Sent next = chance.oneIn(25) ? garbage() : request();
    sent.add(next);
    append(next, appendedMillis);
    return next.value() + " on " + next.partition();
  }

  private void append(Sent next, long appendedMillis) {
    broker.append(
        next.partition(),
        next.key().getBytes(UTF_8),
        next.value().getBytes(UTF_8),
        next.headers(),
        appendedMillis);
  }

  private Sent garbage() {
    var headers = new RecordHeaders();
    if (chance.oneIn(2)) {
      headers.add(new RecordHeader(REQUEST_ID, chance.uuid().toString().getBytes(UTF_8)));
    }
    return new Sent(chance.pick(broker.partitions()), "any", "?", headers);
  }

  private Sent request() {
    Command command = first.isEmpty() || chance.oneIn(6) ? command() : first.removeFirst();
    UUID key = chance.oneIn(8) ? new UUID(4, chance.below(KEYS)) : null;
    byte[] value = CommandCodec.encode(new CommandEnvelope(chance.uuid(), key, command));
    String recordKey = command.key().toString();
    int home = Utils.toPositive(Utils.murmur2(recordKey.getBytes(UTF_8))) % Broker.PARTITIONS;
    int partition = chance.oneIn(40) ? Broker.PARTITIONS - 1 - home : home;
    return new Sent(
        new TopicPartition(command.type().topic(), partition),
        recordKey,
        new String(value, UTF_8),
        new RecordHeaders());
  }

  private Command command() {
    int dice = chance.below(100);
    if (dice < 48) {
      return new Enroll(tournament(), player(), chance.oneIn(6) ? chance.below(30L) : null);
    }
    if (dice < 72) {
      return new Unenroll(tournament(), player());
    }
    if (dice < 84) {
      return new GrantCredits(player(), 1 + chance.below(40L), "bought");
    }
    if (dice < 88) {
      return new RegisterPlayer(player(), "name " + dice);
    }
    return dice < 97
        ? define(tournament(), chance.oneIn(8) ? TournamentStatus.CLOSED : TournamentStatus.OPEN)
        : new CancelTournament(tournament(), "called off");
  }

  /// Now and then one that the database will not have.
  private DefineTournament define(UUID id, TournamentStatus status) {
    return new DefineTournament(
        id,
        chance.oneIn(12) ? SimulatedDatabase.REFUSED : "cup",
        1 + chance.below(3),
        chance.oneIn(4) ? 0 : chance.below(30L),
        status,
        null,
        null,
        RefundPolicy.FULL);
  }

  private UUID tournament() {
    return new UUID(1, chance.below(TOURNAMENTS));
  }

  private UUID player() {
    return new UUID(2, chance.below(PLAYERS));
  }
}
