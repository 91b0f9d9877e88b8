package dev.muster.schemas.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.schemas.webhook.EndpointPatch;
import dev.muster.schemas.webhook.EndpointSpec;
import dev.muster.schemas.webhook.EventOrder;
import dev.muster.schemas.webhook.EventType;
import dev.muster.schemas.webhook.OperationKind;
import dev.muster.schemas.webhook.WebhookCommand;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Commands to endpoints are read as they were written, and what is none is refused with its field.
class WebhookCommandCodecTest {
  private static final EndpointSpec BARE =
      new EndpointSpec(
          "https://example.com/",
          List.of(EventType.ENROLLED),
          List.of(Golden.TOURNAMENT),
          "old",
          EventOrder.TOURNAMENT,
          7,
          8,
          9);

  static Set<String> commands() {
    return WebhookGolden.commands().keySet();
  }

  static Set<String> bodies() {
    return WebhookGolden.bodies().keySet();
  }

  @ParameterizedTest
  @MethodSource
  void commands(String name) throws MalformedJsonException {
    var envelope = Objects.requireNonNull(WebhookGolden.commands().get(name));
    assertThat(WebhookCommandCodec.decode(Golden.bytes(name))).isEqualTo(envelope);
    assertThat(new String(WebhookCommandCodec.encode(envelope), UTF_8))
        .isEqualTo(new String(Golden.bytes(name), UTF_8));
  }

  @ParameterizedTest
  @MethodSource
  void bodies(String name) {
    assertThat(new String(Objects.requireNonNull(WebhookGolden.bodies().get(name)), UTF_8))
        .isEqualTo(new String(Golden.bytes(name), UTF_8));
  }

  @Test
  void everyKindOfCommandAndEventHasAFile() {
    assertThat(WebhookGolden.commands().values().stream().map(each -> each.command().kind()))
        .containsAll(List.of(OperationKind.values()));
    assertThat(WebhookGolden.commands().values().stream().map(each -> each.command().getClass()))
        .hasSize(WebhookCommand.class.getPermittedSubclasses().length + 2);
    assertThat(WebhookGolden.events().values().stream().map(each -> each.type()))
        .containsExactlyInAnyOrder(EventType.values());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "webhook-create.v1 | 'type':'CREATE' | 'type':'ENROLL' | type",
        "webhook-create.v1 | 'ordering':'TOURNAMENT' | 'ordering':'tournament' | endpoint.ordering",
        "webhook-create.v1 | 'batchSizeMax':100 | 'batchSizeMax':101 | batchSizeMax",
        "webhook-create.v1 | 'batchSizeMax':100 | 'batchSizeMax':4294967297 | batchSizeMax",
        "webhook-create.v1 | 'concurrencyMax':256 | 'concurrencyMax':0 | concurrencyMax",
        "webhook-create.v1 | 'ratePerSecond':100000 | 'ratePerSecond':0 | ratePerSecond",
        "webhook-create.v1 | 'enrollment.enrolled' | 'enrollment.lost' | eventTypes",
        "webhook-create.v1 | 'enrollment.enrolled' | 'webhook.test' | eventTypes",
        "webhook-create.v1 | ['enrollment.enrolled','enrollment.rejected'] | [] | eventTypes",
        "webhook-create.v1 | ['enrollment.enrolled','enrollment.rejected'] | [7] | endpoint.eventTypes",
        "webhook-create.v1 | ['7b1f4c2e | ['x | tournamentIds",
        "webhook-create.v1 | 'url':'https | 'uri':'https | endpoint.url",
        "webhook-create.v1 | ,'sealedSecret':'AQIDBAUGBwgJCgsMDQ4PEA==' | | sealedSecret",
        "webhook-change.v1 | 'state':'PAUSED' | 'state':'DISABLED' | patch.state",
        "webhook-change.v1 | 'state':'PAUSED' | 'state':null | state",
        "webhook-change.v1 | 'url':'https://example.com/new' | 'url':null | url",
        "webhook-change.v1 | 'ratePerSecond':50 | 'rate':50 | patch.rate",
        "webhook-delete.v1 | } | ,'force':'x'} | force",
        "webhook-recover.v1 | 'since' | 'from' | since",
        "webhook-replay-missing.v1 | 'until':'2026-11-22T12 | 'until':'2026-11-21T12 | until",
        "webhook-resend.v1 | 'eventId':'0 | 'eventId':'x | eventId",
      })
  void whatIsNoCommandIsRefusedByItsField(String file, String part, String other, String field) {
    String golden = new String(Golden.bytes(file), UTF_8);
    String from = part.replace('\'', '"');
    assertThat(golden).contains(from);
    String broken = golden.replace(from, other == null ? "" : other.replace('\'', '"'));
    assertThatThrownBy(() -> WebhookCommandCodec.decode(broken.getBytes(UTF_8)))
        .isInstanceOfSatisfying(
            MalformedJsonException.class, e -> assertThat(e.field()).isEqualTo(field));
  }

  @Test
  void aPatchLeavesWhatItDoesNotNameAndRestoresDefaults() throws MalformedJsonException {
    assertThat(patch("{}").applyTo(BARE)).isEqualTo(BARE);
    EndpointSpec patched =
        patch(
                """
                {"tournamentIds":null,"description":null,"ordering":null,"batchSizeMax":null,
                 "concurrencyMax":null,"ratePerSecond":null}
                """)
            .applyTo(BARE);
    assertThat(patched)
        .isEqualTo(
            new EndpointSpec(
                BARE.url(), BARE.eventTypes(), null, null, EventOrder.NONE, 1, 32, null));
  }

  @Test
  void aPatchIsJudgedByItsOutcome() throws MalformedJsonException {
    EndpointPatch patch = patch("{\"batchSizeMax\":101}");
    assertThatThrownBy(() -> patch.applyTo(BARE)).hasMessage("batchSizeMax must be from 1 to 100");
  }

  private static EndpointPatch patch(String json) throws MalformedJsonException {
    return EndpointFields.patch(JsonFields.parse(json.getBytes(UTF_8)), false, null);
  }
}
