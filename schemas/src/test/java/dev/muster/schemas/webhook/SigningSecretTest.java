package dev.muster.schemas.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Signing by Standard Webhooks 1.0.0.
class SigningSecretTest {
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  @Test
  void thePublishedVectorIsMet() {
    byte[] content =
        "msg_p5jXN8AQM9LWM0D4loKWxJek.1614265330.{\"test\": 2432232314}".getBytes(UTF_8);

    assertThat(SigningSecret.parse(SECRET).signature(content))
        .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @Test
  void theLibrarySignsTheSame() throws Exception {
    SigningSecret secret = SigningSecret.generate("v1");
    byte[] content = "evt_1.1614265330.{}".getBytes(UTF_8);

    assertThat(secret.signature(content))
        .isEqualTo(new Webhook(secret.text()).sign("evt_1", 1614265330L, "{}"));
  }

  @Test
  void aGeneratedSecretHas32BytesAndIsReadBack() {
    SigningSecret secret = SigningSecret.generate("v1");

    assertThat(Base64.getDecoder().decode(secret.text().substring("whsec_".length()))).hasSize(32);
    assertThat(SigningSecret.parse(secret.text()).text()).isEqualTo(secret.text());
    assertThat(SigningSecret.generate("v1").text()).isNotEqualTo(secret.text());
    assertThat(secret.toString()).doesNotContain(secret.text().substring(6));
  }

  @ParameterizedTest
  @ValueSource(ints = {24, 64})
  void theBoundsAreTaken(int bytes) {
    assertThat(SigningSecret.parse("whsec_" + base64(bytes)).version()).isEqualTo("v1");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 23, 65, 100})
  void tooShortAndTooLongAreRefused(int bytes) {
    assertThatThrownBy(() -> SigningSecret.parse("whsec_" + base64(bytes)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "v1,whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "whsek_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "whpk_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "whsec_MfKQ9r8GKYqrTwjU-D8ILPZIo2LaLaSw",
        "whsec_MfKQ9r8GKYqrTwjUPD8 ILPZIo2LaLaSw"
      })
  void anythingElseIsRefusedAndNotRepeated(String text) {
    assertThatThrownBy(() -> SigningSecret.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("MfKQ9r8G");
  }

  @Test
  void anUnpaddedSecretIsTaken() {
    String padded = "whsec_" + base64(25);

    assertThat(SigningSecret.parse(padded.replace("=", "")).text()).isEqualTo(padded);
  }

  @Test
  void aKeyPairSignsWhatThePublicKeyVerifies() {
    SigningSecret secret = SigningSecret.generate("v1a");
    String publicKey = String.valueOf(secret.publicKey());
    byte[] content = "evt_1.1614265330.{}".getBytes(UTF_8);
    String[] signature = SigningSecret.parse(secret.text()).signature(content).split(",", 2);
    byte[] raw = Base64.getDecoder().decode(signature[1]);

    assertThat(signature[0]).isEqualTo("v1a");
    assertThat(secret.text()).startsWith("whsk_");
    assertThat(publicKey).startsWith("whpk_");
    assertThat(AsymmetricSecret.verify(publicKey, content, raw)).isTrue();
    assertThat(AsymmetricSecret.verify(publicKey, "evt_1.1614265331.{}".getBytes(UTF_8), raw))
        .isFalse();
  }

  @Test
  void aPublicKeyOfAnotherPairIsRefused() {
    byte[] one = raw(SigningSecret.generate("v1a"));
    byte[] other = raw(SigningSecret.generate("v1a"));
    System.arraycopy(other, 32, one, 32, 32);

    assertThatThrownBy(() -> SigningSecret.parse("whsk_" + Base64.getEncoder().encodeToString(one)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static byte[] raw(SigningSecret secret) {
    return Base64.getDecoder().decode(secret.text().substring("whsk_".length()));
  }

  private static String base64(int bytes) {
    byte[] key = new byte[bytes];
    Arrays.fill(key, (byte) 0x5a);
    return Base64.getEncoder().encodeToString(key);
  }
}
