package dev.muster.validator;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `check`: exit 0 when every invariant holds, 1 on any finding, 2 when there is no
/// verdict.
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = "Checks a Muster database against every invariant, in one read-only snapshot.",
    exitCodeOnExecutionException = CheckCommand.NO_VERDICT,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every invariant holds; warnings, unless --strict",
      "1:something was found",
      "2:the database could not be checked"
    })
public final class CheckCommand implements Callable<Integer> {
  static final int HOLDS = 0;
  static final int FOUND = 1;
  static final int NO_VERDICT = 2;

  @SuppressWarnings("NullAway.Init") // picocli sets it before call().
  @Spec
  private CommandSpec spec;

  @Mixin private DeploymentOptions where = new DeploymentOptions();

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description =
          "Writes the report as JSON too; with -, to standard output instead of the table.")
  private @Nullable String json;

  @Option(
      names = "--timeout-seconds",
      defaultValue = "300",
      description = "Longest time for one invariant (default: ${DEFAULT-VALUE}).")
  private int timeoutSeconds;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      converter = SinceConverter.class,
      description =
          "Where an invariant is about single decisions, look at those since then: 7d, 12h, 30m or"
              + " a moment such as 2026-11-22T10:00:00Z. What is about the whole state ignores it.")
  private @Nullable Instant since;

  @Option(names = "--strict", description = "Findings that only warn make exit code 1 too.")
  private boolean strict;

  private final LocalDeployment local;

  /// @param local where to look when the command line does not say what to check
  public CheckCommand(LocalDeployment local) {
    this.local = local;
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    var checker = new Checker(InvariantCatalog.load(), Duration.ofSeconds(timeoutSeconds));
    try (Deployment deployment = where.open(local, null, false);
        Connection connection = where.connect(deployment)) {
      Report report = checker.run(connection, since);
      if ("-".equals(json)) {
        out.println(new String(ReportJson.bytes(report), UTF_8));
      } else {
        ReportTable.print(report, out);
        if (json != null) {
          Files.write(Path.of(json), ReportJson.bytes(report));
        }
      }
      boolean passed = strict ? report.holds() : report.hasNoErrors();
      return passed ? HOLDS : FOUND;
    } catch (CheckFailedException e) {
      return noVerdict(String.valueOf(e.getMessage()));
    } catch (SQLException e) {
      return noVerdict("could not let go of the database: " + Checker.firstLine(e));
    } catch (IOException e) {
      return noVerdict("could not write " + json + ": " + e.getMessage());
    }
  }

  private int noVerdict(String why) {
    PrintWriter err = spec.commandLine().getErr();
    err.println("muster check: " + why);
    err.flush();
    return NO_VERDICT;
  }
}
