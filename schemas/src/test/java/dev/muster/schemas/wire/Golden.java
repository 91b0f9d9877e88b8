package dev.muster.schemas.wire;

import dev.muster.schemas.RefundPolicy;
import dev.muster.schemas.TournamentStatus;
import dev.muster.schemas.command.CancelTournament;
import dev.muster.schemas.command.Command;
import dev.muster.schemas.command.CommandEnvelope;
import dev.muster.schemas.command.CommandType;
import dev.muster.schemas.command.DefineTournament;
import dev.muster.schemas.command.Enroll;
import dev.muster.schemas.command.GrantCredits;
import dev.muster.schemas.command.RegisterPlayer;
import dev.muster.schemas.command.Unenroll;
import dev.muster.schemas.result.Accepted;
import dev.muster.schemas.result.Enrolled;
import dev.muster.schemas.result.LogPosition;
import dev.muster.schemas.result.Pending;
import dev.muster.schemas.result.Rejected;
import dev.muster.schemas.result.RejectionReason;
import dev.muster.schemas.result.Result;
import dev.muster.schemas.result.ResultHeader;
import dev.muster.schemas.result.Unenrolled;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The golden files and what each of them says. A file is added when a record gains a field and is
/// never changed afterwards: whatever was once written to a log must stay readable.
public final class Golden {
  static final UUID REQUEST = UUID.fromString("0191d9f0-5c1a-8c3e-9b1f-2d6a7e4c8f01");
  static final UUID KEY = UUID.fromString("5f0c9a52-3f1e-8d47-a6b0-91c2d3e4f506");
  static final UUID TOURNAMENT = UUID.fromString("7b1f4c2e-8d3a-4e5f-9a6b-0c1d2e3f4a5b");
  static final UUID PLAYER = UUID.fromString("c9a8b7d6-e5f4-4321-8fed-cba987654321");
  static final UUID ENROLLMENT = UUID.fromString("2f6d1c9b-7a3e-5b8d-8c4f-1e0d9c8b7a65");
  static final Instant SUBMITTED = Instant.parse("2026-11-22T10:00:00.123Z");
  static final Instant DECIDED = Instant.parse("2026-11-22T10:00:00.234567Z");
  static final LogPosition POSITION = new LogPosition(7, 4_200_000_000L);

  private Golden() {}

  /// Commands by file name without `.json`.
  public static Map<String, CommandEnvelope> commands() {
    return Map.of(
        "define-tournament.v1",
        command(
            null,
            new DefineTournament(
                TOURNAMENT,
                "Finale „Nord“ ⚡ \\ 🏆",
                500,
                100,
                TournamentStatus.OPEN,
                Instant.parse("2026-11-22T10:00:00Z"),
                Instant.parse("2026-11-22T10:00:13Z"),
                new RefundPolicy(Instant.parse("2026-11-22T09:00:00.5Z"), 50))),
        "define-tournament-minimal.v1",
        command(
            null,
            new DefineTournament(
                TOURNAMENT,
                "Free for all",
                0,
                0,
                TournamentStatus.DRAFT,
                null,
                null,
                RefundPolicy.FULL)),
        "enroll.v1",
        command(null, new Enroll(TOURNAMENT, PLAYER, null)),
        "enroll-max-fee.v1",
        command(KEY, new Enroll(TOURNAMENT, PLAYER, 1_000_000_000L)),
        "unenroll.v1",
        command(null, new Unenroll(TOURNAMENT, PLAYER)),
        "cancel-tournament.v1",
        command(null, new CancelTournament(TOURNAMENT, "The venue is flooded")),
        "register-player.v1",
        command(null, new RegisterPlayer(PLAYER, "Zoë")),
        "register-player-nameless.v1",
        command(null, new RegisterPlayer(PLAYER, null)),
        "grant-credits.v1",
        command(KEY, new GrantCredits(PLAYER, 1_000_000_000L, "Welcome")));
  }

  /// Results by file name without `.json`.
  public static Map<String, Result> results() {
    ResultHeader enroll = header(CommandType.ENROLL, TOURNAMENT, PLAYER);
    ResultHeader unenroll = header(CommandType.UNENROLL, TOURNAMENT, PLAYER);
    return Map.of(
        "enrolled.v1",
        new Enrolled(enroll, ENROLLMENT, 100, 900),
        "enrolled-free.v1",
        new Enrolled(enroll, ENROLLMENT, 0, 1_000_000_000_000_000L),
        "unenrolled.v1",
        new Unenrolled(unenroll, ENROLLMENT, 50, 950),
        "accepted-define.v1",
        new Accepted(header(CommandType.DEFINE_TOURNAMENT, TOURNAMENT, null), null, null),
        "accepted-cancel.v1",
        new Accepted(header(CommandType.CANCEL_TOURNAMENT, TOURNAMENT, null), 50_000L, null),
        "accepted-grant.v1",
        new Accepted(header(CommandType.GRANT_CREDITS, null, PLAYER), null, 1_000L),
        "rejected-full.v1",
        new Rejected(enroll, RejectionReason.TOURNAMENT_FULL, null),
        "rejected-malformed.v1",
        new Rejected(
            header(null, null, null),
            RejectionReason.MALFORMED_COMMAND,
            "playerId must be a UUID"));
  }

  /// Documents of undecided requests by file name without `.json`; they are written, never read.
  public static Map<String, Pending> pending() {
    return Map.of(
        "pending.v1",
        new Pending(REQUEST, CommandType.ENROLL, TOURNAMENT, PLAYER, SUBMITTED, POSITION),
        "pending-in-line.v1",
        new Pending(
            REQUEST, CommandType.ENROLL, TOURNAMENT, PLAYER, SUBMITTED, POSITION, 1_234L, 57L),
        "pending-id-only.v1",
        new Pending(REQUEST, null, null, null, null, null));
  }

  /// The bytes of a golden file.
  public static byte[] bytes(String name) {
    return resource(name + ".json");
  }

  static byte[] resource(String file) {
    try (InputStream in = Golden.class.getResourceAsStream("/golden/" + file)) {
      if (in == null) {
        throw new AssertionError("golden file " + file + " is gone");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static CommandEnvelope command(@Nullable UUID key, Command command) {
    return new CommandEnvelope(REQUEST, key, command);
  }

  private static ResultHeader header(
      @Nullable CommandType type, @Nullable UUID tournament, @Nullable UUID player) {
    return new ResultHeader(REQUEST, type, tournament, player, SUBMITTED, DECIDED, POSITION);
  }
}
