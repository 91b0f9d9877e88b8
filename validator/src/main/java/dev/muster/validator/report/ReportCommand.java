package dev.muster.validator.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.muster.validator.CheckFailedException;
import dev.muster.validator.Deployment;
import dev.muster.validator.DeploymentOptions;
import dev.muster.validator.LocalDeployment;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `report`: tells outsiders about one tournament, or verifies what was told. Exit 0 when
/// everything adds up, 1 when something does not, 2 when it could not be told.
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description = {
      "Writes a report on one tournament for outsiders: a page and its data, with nothing personal in"
          + " them.",
      "With --verify, verifies a copy of one instead, and compares it with the database if a"
          + " database or the tournament is named."
    },
    exitCodeOnExecutionException = ReportCommand.NOT_TOLD,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:everything adds up",
      "1:something does not",
      "2:the report could not be made or verified"
    })
public final class ReportCommand implements Callable<Integer> {
  static final int ADDS_UP = 0;
  static final int FOUND = 1;
  static final int NOT_TOLD = 2;

  private static final int FILE_BUFFER_BYTES = 1 << 16;

  @SuppressWarnings("NullAway.Init") // picocli sets it before call().
  @Spec
  private CommandSpec spec;

  @Mixin private DeploymentOptions where = new DeploymentOptions();

  @Parameters(
      paramLabel = "TOURNAMENT",
      arity = "0..1",
      description = "Its id. With --verify: compares with the database.")
  private @Nullable UUID tournament;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Where to write the page; report-TOURNAMENT.html if neither file is named.")
  private @Nullable Path html;

  @Option(names = "--json", paramLabel = "FILE", description = "Where to write the data alone.")
  private @Nullable Path json;

  @Option(
      names = "--salt",
      paramLabel = "HEX",
      description = "What ids are hashed with, in 16 to 64 hexadecimal digits; random by default.")
  private @Nullable String salt;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description =
          "Looks at no decision before this, such as 2026-11-01T00:00:00Z: quicker on a large"
              + " database. Not later than the tournament was created.")
  private @Nullable Instant since;

  @Option(
      names = "--verify",
      paramLabel = "FILE",
      description = "Verifies this copy of a report, page or data.")
  private @Nullable Path verify;

  @Option(
      names = "--timeout-seconds",
      defaultValue = "300",
      description = "Longest time for one question to the database (default: ${DEFAULT-VALUE}).")
  private int timeoutSeconds;

  private final LocalDeployment local;

  /// @param local where to look when the command line does not say what to tell about
  public ReportCommand(LocalDeployment local) {
    this.local = local;
  }

  @Override
  public Integer call() {
    try {
      if (verify != null) {
        return verify(verify);
      }
      if (tournament == null) {
        throw new CheckFailedException("say which tournament, or --verify FILE");
      }
      return write(tournament);
    } catch (CheckFailedException | IllegalArgumentException e) {
      return notTold(String.valueOf(e.getMessage()));
    } catch (SQLException e) {
      return notTold("could not let go of the database: " + e.getMessage());
    } catch (UncheckedIOException e) {
      return notTold("could not read or write a file: " + e.getCause());
    } catch (IOException e) {
      return notTold("could not read or write a file: " + e);
    }
  }

  private int write(UUID id) throws IOException, SQLException {
    Salt hashedWith = salt == null ? Salt.random() : new Salt(salt.toLowerCase(Locale.ROOT));
    try (var spool = new Spool()) {
      read(new Snapshot(id, hashedWith, since, Duration.ofSeconds(timeoutSeconds)), spool);
      Summary summary = spool.summary();
      Path page = html == null && json == null ? Path.of("report-" + id + ".html") : html;
      if (page != null) {
        try (OutputStream out = open(page)) {
          var around = new Page(summary, spool.head());
          out.write(around.beforeData().getBytes(UTF_8));
          spool.writeData(summary, out);
          out.write(around.afterData().getBytes(UTF_8));
        }
      }
      if (json != null) {
        try (OutputStream out = open(json)) {
          spool.writeData(summary, out);
        }
      }
      var text = new ReportText(spec.commandLine().getOut());
      text.written(summary, spool.head(), page, json);
      return summary.holds() ? ADDS_UP : FOUND;
    }
  }

  private int verify(Path file) throws IOException, SQLException {
    var findings = new Findings();
    var text = new ReportText(spec.commandLine().getOut());
    try {
      Verification.Verified verified = Verification.run(file, findings);
      long later = againstDatabase(file, verified, findings);
      text.verified(file, verified, findings, later);
    } catch (NoReportException e) {
      findings.add("this is no report, or none any more: %s".formatted(e.getMessage()));
      text.findings(file, findings);
    }
    return findings.count() == 0 ? ADDS_UP : FOUND;
  }

  /// @return how many requests were decided after the copy was made; negative if nobody was asked
  private long againstDatabase(Path file, Verification.Verified verified, Findings findings)
      throws IOException, SQLException {
    Facts facts = verified.contents().facts();
    var given = spec.commandLine().getParseResult();
    if (tournament == null
        && !given.hasMatchedOption("--db")
        && !given.hasMatchedOption("--data")) {
      return -1;
    }
    if (tournament != null && !tournament.equals(facts.tournament())) {
      findings.add("it is about tournament %s".formatted(facts.tournament()));
      return -1;
    }
    try (var comparison = new Comparison(file, facts, findings)) {
      var snapshot =
          new Snapshot(
              facts.tournament(),
              facts.salt(),
              facts.timeOrNull(Fact.SINCE),
              Duration.ofSeconds(timeoutSeconds));
      read(snapshot, comparison);
      return comparison.finish();
    }
  }

  private void read(Snapshot snapshot, ReadEntries.Sink sink) throws SQLException {
    try (Deployment deployment = where.open(local, null, false);
        Connection connection = where.connect(deployment)) {
      snapshot.read(connection, sink);
    }
  }

  private static OutputStream open(Path file) throws IOException {
    return new BufferedOutputStream(Files.newOutputStream(file), FILE_BUFFER_BYTES);
  }

  private int notTold(String why) {
    PrintWriter err = spec.commandLine().getErr();
    err.println("muster report: " + why);
    err.flush();
    return NOT_TOLD;
  }
}
