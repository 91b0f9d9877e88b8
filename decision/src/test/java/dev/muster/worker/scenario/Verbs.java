package dev.muster.worker.scenario;

import dev.muster.schemas.RefundPolicy;
import dev.muster.schemas.TournamentStatus;
import dev.muster.schemas.command.CancelTournament;
import dev.muster.schemas.command.Command;
import dev.muster.schemas.command.DefineTournament;
import dev.muster.schemas.command.Enroll;
import dev.muster.schemas.command.GrantCredits;
import dev.muster.schemas.command.RegisterPlayer;
import dev.muster.schemas.command.Unenroll;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a line can ask for. A new command is a new case here and nothing else.
final class Verbs {
  private Verbs() {}

  static Command command(String verb, Line line, Cast cast) {
    try {
      return switch (verb) {
        case "define" -> define(line, cast);
        case "register" -> new RegisterPlayer(cast.player(line.player()), line.option("name"));
        case "grant" -> grant(line, cast);
        case "enroll" -> enroll(line, cast);
        case "unenroll" -> unenroll(line, cast);
        case "cancel" -> new CancelTournament(cast.tournament(line.tournament()), "called off");
        default ->
            throw line.error(
                "unknown verb '"
                    + verb
                    + "'; known are define, register, grant, enroll, unenroll, cancel, repeat,"
                    + " expect");
      };
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw line.error("no well-formed command: " + e.getMessage());
    }
  }

  /// `define T1 capacity=1 fee=50 [status=OPEN] [opens=+1h] [closes=+2h] [full-until=-1m]
  /// [percent-after=50] [name=...]`
  private static Command define(Line line, Cast cast) {
    String name = line.tournament();
    String title = line.option("name");
    TournamentStatus status =
        line.option("status", "", text -> line.constant(text, TournamentStatus.class));
    Integer percentAfter = line.option("percent-after", "a number", Integer::valueOf);
    return new DefineTournament(
        cast.tournament(name),
        title == null ? name : title,
        Math.toIntExact(line.requiredNumber("capacity")),
        line.requiredNumber("fee"),
        status == null ? TournamentStatus.OPEN : status,
        moment("opens", line, cast),
        moment("closes", line, cast),
        new RefundPolicy(
            moment("full-until", line, cast), percentAfter == null ? 100 : percentAfter));
  }

  /// `grant P1 100`
  private static Command grant(Line line, Cast cast) {
    String player = line.player();
    long amount = line.read(line.word("an amount"), "amount", "a number", Long::valueOf);
    return new GrantCredits(cast.player(player), amount, "credits bought");
  }

  /// `enroll P1 T1 [max-fee=40]`
  private static Command enroll(Line line, Cast cast) {
    String player = line.player();
    Long feeMax = line.option("max-fee", "a number", Long::valueOf);
    return new Enroll(cast.tournament(line.tournament()), cast.player(player), feeMax);
  }

  /// `unenroll P1 T1`
  private static Command unenroll(Line line, Cast cast) {
    String player = line.player();
    return new Unenroll(cast.tournament(line.tournament()), cast.player(player));
  }

  /// A time relative to the start, such as `+1h`, `-90s` or `+10m`.
  private static @Nullable Instant moment(String option, Line line, Cast cast) {
    Duration sinceStart =
        line.option(option, "a time relative to the start, such as +1h or -90s", Verbs::duration);
    return sinceStart == null ? null : cast.at(sinceStart);
  }

  private static Duration duration(String text) {
    if (!text.matches("[+-]\\d+[hms]")) {
      throw new IllegalArgumentException(text);
    }
    Duration length = Duration.parse("PT" + text.substring(1));
    return text.startsWith("-") ? length.negated() : length;
  }
}
