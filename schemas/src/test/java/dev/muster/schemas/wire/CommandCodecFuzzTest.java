package dev.muster.schemas.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.schemas.command.CommandEnvelope;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/// Whatever stands on a command topic is a command or malformed, never a crash: one other exception
/// would stop a partition for good. `-Dmuster.fuzz.seed=N` repeats a run.
class CommandCodecFuzzTest {
  private static final int ROUNDS = 20_000;
  private static final List<byte[]> GOLDEN =
      new TreeMap<>(Golden.commands()).keySet().stream().map(Golden::bytes).toList();
  private static final byte[] TOKENS =
      "{}[]\",:0123456789-+.eE\\utrfalsn ZTzX\u0000\u0007\u007f\u00c3\u00ff\u00ed\u00a0"
          .getBytes(ISO_8859_1);

  private final long seed = Long.getLong("muster.fuzz.seed", System.nanoTime());
  private final RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);

  @Test
  void randomBytesAreMalformed() {
    for (int round = 0; round < ROUNDS; round++) {
      byte[] bytes = new byte[random.nextInt(200)];
      random.nextBytes(bytes);
      assertThat(reads(bytes)).as("seed %d", seed).isFalse();
    }
  }

  @Test
  void mutatedCommandsAreCommandsOrMalformed() {
    int read = 0;
    for (int round = 0; round < ROUNDS; round++) {
      byte[] bytes = GOLDEN.get(random.nextInt(GOLDEN.size())).clone();
      int mutations = 1 + random.nextInt(4);
      for (int i = 0; i < mutations; i++) {
        bytes = mutate(bytes);
      }
      if (reads(bytes)) {
        read++;
      }
    }
    // A fuzz that only ever breaks the outermost brace tests nothing.
    assertThat(read).as("seed %d", seed).isBetween(ROUNDS / 100, ROUNDS * 9 / 10);
  }

  private byte[] mutate(byte[] bytes) {
    if (bytes.length == 0) {
      return bytes;
    }
    int at = random.nextInt(bytes.length);
    int length = Math.min(random.nextInt(1, 12), bytes.length - at);
    return switch (random.nextInt(6)) {
      case 0 -> splice(bytes, at, 1, new byte[] {(byte) random.nextInt(256)});
      case 1 -> splice(bytes, at, 1, new byte[] {TOKENS[random.nextInt(TOKENS.length)]});
      case 2 -> splice(bytes, at, length, new byte[0]);
      case 3 -> splice(bytes, at, 0, Arrays.copyOfRange(bytes, at, at + length));
      case 4 -> splice(bytes, at, bytes.length - at, new byte[0]);
      default -> {
        byte[] other = GOLDEN.get(random.nextInt(GOLDEN.size()));
        int from = random.nextInt(other.length);
        int to = Math.min(other.length, from + random.nextInt(1, 60));
        yield splice(bytes, at, length, Arrays.copyOfRange(other, from, to));
      }
    };
  }

  /// `bytes` with `removed` of them from `at` replaced.
  private static byte[] splice(byte[] bytes, int at, int removed, byte[] inserted) {
    byte[] spliced = new byte[bytes.length - removed + inserted.length];
    System.arraycopy(bytes, 0, spliced, 0, at);
    System.arraycopy(inserted, 0, spliced, at, inserted.length);
    System.arraycopy(
        bytes, at + removed, spliced, at + inserted.length, bytes.length - at - removed);
    return spliced;
  }

  private boolean reads(byte[] bytes) {
    try {
      CommandEnvelope envelope = CommandCodec.decode(bytes);
      // What was read can be written, and reads the same again.
      assertThat(CommandCodec.decode(CommandCodec.encode(envelope))).isEqualTo(envelope);
      return true;
    } catch (MalformedJsonException e) {
      return false;
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError("seed " + seed + ": " + new String(bytes, ISO_8859_1), e);
    }
  }
}
