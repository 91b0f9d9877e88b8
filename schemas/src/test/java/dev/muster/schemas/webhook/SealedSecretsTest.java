package dev.muster.schemas.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What is sealed opens only for its endpoint, with its key, unchanged.
class SealedSecretsTest {
  private static final UUID ENDPOINT = UUID.randomUUID();
  private static final byte[] CLEAR = "whsec_something".getBytes(UTF_8);

  private final SealedSecrets secrets = new SealedSecrets("sixteen letters!");

  @Test
  void opensWhatItSealed() throws GeneralSecurityException {
    byte[] sealed = secrets.seal(ENDPOINT, CLEAR);

    assertThat(new SealedSecrets("sixteen letters!").open(ENDPOINT, sealed)).isEqualTo(CLEAR);
    assertThat(secrets.seal(ENDPOINT, CLEAR)).isNotEqualTo(sealed);
    assertThat(new String(sealed, UTF_8)).doesNotContain("something");
  }

  @Test
  void nothingElseOpensIt() {
    byte[] sealed = secrets.seal(ENDPOINT, CLEAR);
    var otherKey = new SealedSecrets("sixteen letters?");

    assertThatThrownBy(() -> secrets.open(UUID.randomUUID(), sealed))
        .isInstanceOf(GeneralSecurityException.class);
    assertThatThrownBy(() -> otherKey.open(ENDPOINT, sealed))
        .isInstanceOf(GeneralSecurityException.class);
    for (int i = 0; i < sealed.length; i++) {
      byte[] bent = sealed.clone();
      bent[i] ^= 1;
      assertThatThrownBy(() -> secrets.open(ENDPOINT, bent))
          .isInstanceOf(GeneralSecurityException.class);
    }
    assertThatThrownBy(() -> secrets.open(ENDPOINT, new byte[0]))
        .isInstanceOf(GeneralSecurityException.class);
  }

  @Test
  void aShortKeyIsRefusedByItsSetting() {
    assertThatThrownBy(() -> new SealedSecrets("fifteen letters"))
        .hasMessageContaining("muster.webhooks.secret-key");
  }

  @Test
  void headersAreReadBack() throws Exception {
    Map<String, String> headers = Map.of("authorization", "Bearer \"x\"", "x-a", "b");

    assertThat(CustomHeaders.objection(headers)).isNull();
    assertThat(CustomHeaders.decode(CustomHeaders.encode(headers))).isEqualTo(headers);
  }

  @Test
  void headersThatAreOursOrSplitTheMessageAreRefused() {
    for (String name : new String[] {"Host", "Webhook-Signature", "Transfer-Encoding", "a b", ""}) {
      assertThat(CustomHeaders.objection(Map.of(name, "x"))).as(name).isNotNull();
    }
    for (String value : new String[] {"", "a\r\nb: c", "\u00e4", " a"}) {
      assertThat(CustomHeaders.objection(Map.of("x-a", value))).as(value).isNotNull();
    }
  }
}
