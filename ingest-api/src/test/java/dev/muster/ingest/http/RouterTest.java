package dev.muster.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@NullMarked
class RouterTest {
  private static final Endpoint NEVER =
      _ -> {
        throw new AssertionError("Only looked for");
      };

  private final Router router =
      new Router()
          .add("GET", "/things/{id}", NEVER)
          .add("GET", "/things/all", NEVER)
          .add("GET", "/things/{id}/parts/{item}", NEVER)
          .add("POST", "/things/{id}", NEVER)
          .add("GET", "/{id}/all", NEVER)
          .add("POST", "/things/all", NEVER);

  private @Nullable String patternOf(String path) {
    Router.Match match = router.find(path);
    return match == null ? null : match.route().pattern();
  }

  private Router.Match found(String path) {
    return Objects.requireNonNull(router.find(path), path);
  }

  @Test
  void aPathWithoutVariablesWinsWhereverItWasAdded() {
    assertThat(patternOf("/things/all")).isEqualTo("/things/all");
    assertThat(patternOf("/things/al")).isEqualTo("/things/{id}");
  }

  @Test
  void ofTwoWithVariablesTheOneAddedFirstWins() {
    assertThat(patternOf("/others/all")).isEqualTo("/{id}/all");
    assertThat(new Router().add("GET", "/{id}/x", NEVER).add("GET", "/a/{id}", NEVER).find("/a/x"))
        .isNotNull()
        .satisfies(match -> assertThat(match.route().pattern()).isEqualTo("/{id}/x"));
  }

  @Test
  void variablesAreWhatStandsInTheirPlace() {
    Router.Match match = found("/things/7/parts/9");
    assertThat(match.id()).isEqualTo("7");
    assertThat(match.item()).isEqualTo("9");
  }

  @Test
  void methodsOfOnePatternAreOneRoute() {
    assertThat(found("/things/all").route().endpoints()).containsOnlyKeys("GET", "POST");
    assertThat(found("/things/7").route().endpoints()).containsOnlyKeys("GET", "POST");
  }

  @Test
  void nothingElseIsFound() {
    for (String path : new String[] {"", "/", "/things", "/things/", "/things/all/", "/things//"}) {
      assertThat(patternOf(path)).as(path).isNull();
    }
  }
}
