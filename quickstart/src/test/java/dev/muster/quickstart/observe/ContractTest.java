package dev.muster.quickstart.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContractTest {
  private static final Set<String> SCRAPED = Set.of("a_total", "b");
  private static final String RUNBOOK = "docs/runbooks/A.md";

  @TempDir Path home;

  @BeforeEach
  void writeRunbook() throws IOException {
    Files.createDirectories(home.resolve("docs/runbooks"));
    Files.writeString(home.resolve(RUNBOOK), "# A\n");
  }

  @Test
  void whatExistsIsNoProblem() {
    Rule record = new Rule(false, "a:ratio", "a_total / b", null, null);

    assertThat(problems(panel("a:ratio + b"), record, alert("a:ratio > 1", RUNBOOK))).isEmpty();
  }

  @Test
  void aMetricThatIsNotScrapedIsTold() {
    assertThat(problems(panel("rate(a_totals[5m])")))
        .containsExactly("drop, Requests: there is no metric a_totals");
    assertThat(problems(panel("b"), alert("c > 0", RUNBOOK)))
        .containsExactly("MusterA: there is no metric c");
  }

  @Test
  void anAlertWithoutItsPageIsTold() {
    assertThat(problems(panel("b"), alert("b > 0", "docs/runbooks/B.md")))
        .containsExactly("MusterA: there is no runbook docs/runbooks/B.md");
    assertThat(problems(panel("b"), alert("b > 0", null)))
        .containsExactly("MusterA: there is no runbook null");
  }

  @Test
  void aRuleThatFailsIsTold() {
    Rule failing = new Rule(false, "a:ratio", "b", null, "many-to-many matching");

    assertThat(problems(panel("b"), failing)).containsExactly("a:ratio: many-to-many matching");
  }

  /// A panel may say that it needs more than a local system; an alert may not rest on it.
  @Test
  void onlyPanelsMayNameWhatOthersExport() {
    String others = "kafka_consumergroup_lag";

    assertThat(problems(panel(others))).isEmpty();
    assertThat(Contract.excuse(panel(others))).isNotEmpty();
    assertThat(Contract.excuse(panel("b"))).isEmpty();
    assertThat(problems(panel("b"), alert(others + " > 0", RUNBOOK)))
        .containsExactly("MusterA: there is no metric " + others);
  }

  private List<String> problems(Panel panel, Rule... rules) {
    return Contract.problems(List.of(panel), List.of(rules), SCRAPED, home);
  }

  private static Panel panel(String expression) {
    return new Panel("drop", "Requests", expression);
  }

  private static Rule alert(String expression, @Nullable String runbook) {
    return new Rule(true, "MusterA", expression, runbook, null);
  }
}
