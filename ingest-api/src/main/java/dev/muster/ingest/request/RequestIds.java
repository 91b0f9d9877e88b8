package dev.muster.ingest.request;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.muster.schemas.command.Command;
import dev.muster.schemas.command.CommandEnvelope;
import dev.muster.schemas.wire.CommandCodec;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.UUID;
import java.util.function.LongSupplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// Mints request ids that carry their own proof, and checks it.
///
/// A request that is accepted leaves no row behind until it is decided, yet its id must be told
/// from one that was never issued. So an id is a UUID of version 8 whose 122 free bits are an
/// 82-bit payload and a 40-bit proof, the start of HMAC-SHA256 over the payload:
/// ```
/// most significant   payload (48) | version 8 (4) | payload (12)
/// least significant  variant (2)  | payload (22)  | proof (40)
/// ```
/// A guess passes once in 2^40, and all it gains is to hear `PENDING`.
///
/// Without an idempotency key the payload begins with 24 bits of time, in steps of 16 milliseconds,
/// and is random after them: what is accepted in one moment stands together in the indexes of the
/// tables, and a batch finds its pages in the processor's cache. The time comes round again after
/// three days, and 58 random bits are left. With one it is derived from the key and the
/// command, so a retry gets the id it had before from every replica, for ever, and nothing is
/// stored. The secret must therefore be the same on all replicas and must not change while ids are
/// in use.
public final class RequestIds {
  private static final String ALGORITHM = "HmacSHA256";
  private static final UUID NO_ID = new UUID(0, 0);
  private static final long VERSION_8 = 0x8000L;
  private static final long VARIANT = 0x8000_0000_0000_0000L;
  private static final int PROOF_BITS = 40;
  private static final long PROOF_MASK = (1L << PROOF_BITS) - 1;
  private static final int LOW_MASK = (1 << 22) - 1;

  private static final long STEP_MILLIS = 16;
  private static final long STEP_MASK = 0xFF_FFFF;

  /// Of the high part, behind the time.
  private static final int RANDOM_BITS = 36;

  // Each use of the secret starts with its own label, so no hash can be passed off as another.
  private static final byte PROOF = 1;
  private static final byte PAYLOAD = 2;
  private static final byte KEY = 3;

  private final SecureRandom random = new SecureRandom();
  private final Mac prototype;
  private final LongSupplier millis;

  public RequestIds(String secret) {
    this(secret, System::currentTimeMillis);
  }

  /// With a clock of the caller's.
  ///
  /// @param millis since the epoch
  public RequestIds(String secret, LongSupplier millis) {
    this.millis = millis;
    try {
      prototype = Mac.getInstance(ALGORITHM);
      prototype.init(new SecretKeySpec(secret.getBytes(UTF_8), ALGORITHM));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has " + ALGORITHM, e);
    }
  }

  /// A new id.
  public UUID mint() {
    long step = (millis.getAsLong() / STEP_MILLIS) & STEP_MASK;
    return seal(
        (step << RANDOM_BITS) | (random.nextLong() >>> (Long.SIZE - RANDOM_BITS)),
        random.nextInt());
  }

  /// Names a command.
  ///
  /// @param key what makes a repeat of it the same request, or null for a request of its own
  public CommandEnvelope envelope(Command command, @Nullable IdempotencyKey key) {
    if (key == null) {
      return new CommandEnvelope(mint(), null, command);
    }
    ByteBuffer hash =
        hmac(PAYLOAD, key, CommandCodec.encode(new CommandEnvelope(NO_ID, null, command)));
    UUID id = seal(hash.getLong() >>> 4, hash.getInt());
    return new CommandEnvelope(id, keyHash(key), command);
  }

  /// Whether this id was minted with our secret. It says nothing of whether its request was
  /// appended.
  public boolean issued(UUID id) {
    if (id.version() != 8 || id.variant() != 2) {
      return false;
    }
    long high = (id.getMostSignificantBits() >>> 16) << 12 | (id.getMostSignificantBits() & 0xFFF);
    int low = (int) (id.getLeastSignificantBits() >>> PROOF_BITS) & LOW_MASK;
    // Two numbers are compared in constant time; an array compare would not be.
    return proof(high, low) == (id.getLeastSignificantBits() & PROOF_MASK);
  }

  private UUID seal(long high, int lowAndMore) {
    int low = lowAndMore & LOW_MASK;
    return new UUID(
        (high >>> 12) << 16 | VERSION_8 | (high & 0xFFF),
        VARIANT | (long) low << PROOF_BITS | proof(high, low));
  }

  private long proof(long high, int low) {
    Mac mac = mac(PROOF);
    mac.update(ByteBuffer.allocate(12).putLong(high).putInt(low).flip());
    return ByteBuffer.wrap(mac.doFinal()).getLong() >>> (64 - PROOF_BITS);
  }

  private UUID keyHash(IdempotencyKey key) {
    ByteBuffer hash = hmac(KEY, key, new byte[0]);
    return new UUID(
        (hash.getLong() & ~0xF000L) | VERSION_8, (hash.getLong() & ~(0b11L << 62)) | VARIANT);
  }

  private ByteBuffer hmac(byte label, IdempotencyKey key, byte[] body) {
    Mac mac = mac(label);
    // Lengths go first, so that no two different keys run together to the same bytes.
    for (byte[] part :
        new byte[][] {key.operation().getBytes(UTF_8), key.value().getBytes(UTF_8)}) {
      mac.update(ByteBuffer.allocate(4).putInt(part.length).flip());
      mac.update(part);
    }
    mac.update(ByteBuffer.allocate(4).putInt(key.item()).flip());
    mac.update(body);
    return ByteBuffer.wrap(mac.doFinal());
  }

  private Mac mac(byte label) {
    try {
      // A clone keeps the prepared key: cheaper than a new instance, and safe between threads.
      var mac = (Mac) prototype.clone();
      mac.update(label);
      return mac;
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("The JDK's " + ALGORITHM + " can be cloned", e);
    }
  }
}
