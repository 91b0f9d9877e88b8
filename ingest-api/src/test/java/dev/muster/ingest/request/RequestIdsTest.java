package dev.muster.ingest.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.schemas.command.Command;
import dev.muster.schemas.command.CommandEnvelope;
import dev.muster.schemas.command.Enroll;
import dev.muster.schemas.command.Unenroll;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class RequestIdsTest {
  private static final UUID TOURNAMENT = new UUID(1, 2);
  private static final UUID PLAYER = new UUID(3, 4);
  private static final Command ENROLL = new Enroll(TOURNAMENT, PLAYER, null);
  private static final IdempotencyKey KEY = new IdempotencyKey("POST /x", "k1");

  private final RequestIds ids = new RequestIds("a secret of sixteen or more");

  @Test
  void everyMintedIdProvesItself() {
    var seen = new HashSet<UUID>();
    for (int i = 0; i < 10_000; i++) {
      UUID id = ids.envelope(ENROLL, null).requestId();
      assertThat(id.version()).isEqualTo(8);
      assertThat(id.variant()).isEqualTo(2);
      assertThat(ids.issued(id)).isTrue();
      assertThat(seen.add(id)).isTrue();
    }
  }

  /// Neighbours in time are neighbours in an index.
  @Test
  void idsOfOneMomentBeginAlikeAndThoseOfLaterOnesFollow() {
    var now = new AtomicLong(1_795_000_000_000L);
    var timed = new RequestIds("a secret of sixteen or more", now::get);
    Set<Long> beginnings = new LinkedHashSet<>();
    for (int i = 0; i < 1_000; i++) {
      beginnings.add(timed.mint().getMostSignificantBits() >>> 40);
    }
    assertThat(beginnings).hasSize(1);
    for (int i = 0; i < 1_000; i++) {
      now.addAndGet(16);
      beginnings.add(timed.mint().getMostSignificantBits() >>> 40);
    }
    assertThat(List.copyOf(beginnings)).hasSize(1_001).isSorted();
  }

  @Test
  void anyFlippedBitIsFound() {
    UUID id = ids.envelope(ENROLL, KEY).requestId();
    for (int bit = 0; bit < 64; bit++) {
      long flip = 1L << bit;
      assertThat(
              ids.issued(
                  new UUID(id.getMostSignificantBits() ^ flip, id.getLeastSignificantBits())))
          .isFalse();
      assertThat(
              ids.issued(
                  new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits() ^ flip)))
          .isFalse();
    }
  }

  @Test
  void idsOfOthersAreNotOurs() {
    assertThat(ids.issued(UUID.randomUUID())).isFalse();
    assertThat(ids.issued(new UUID(0, 0))).isFalse();
    var others = new RequestIds("another secret, long enough");
    assertThat(ids.issued(others.envelope(ENROLL, null).requestId())).isFalse();
    assertThat(ids.issued(others.envelope(ENROLL, KEY).requestId())).isFalse();
  }

  @Test
  void sameKeyAndBodyIsTheSameRequestOnEveryReplica() {
    var replica = new RequestIds("a secret of sixteen or more");
    CommandEnvelope first = ids.envelope(ENROLL, KEY);
    assertThat(replica.envelope(new Enroll(TOURNAMENT, PLAYER, null), KEY)).isEqualTo(first);
    // Pinned: a change of the derivation would break retries across a deployment.
    assertThat(first.requestId()).hasToString("cbea4247-40b8-8a33-9234-c7b7472314d8");
    assertThat(first.idempotencyKey()).hasToString("e55e7805-032e-8949-9ac3-9e802bf6b190");
  }

  @Test
  void anotherBodyUnderTheKeyIsAnotherRequestWithTheSameKeyHash() {
    CommandEnvelope enroll = ids.envelope(ENROLL, KEY);
    CommandEnvelope unenroll = ids.envelope(new Unenroll(TOURNAMENT, PLAYER), KEY);
    assertThat(unenroll.requestId()).isNotEqualTo(enroll.requestId());
    assertThat(unenroll.idempotencyKey()).isEqualTo(enroll.idempotencyKey());
  }

  @Test
  void keysAreToldApartByOperationValueAndItem() {
    var hashes = new HashSet<UUID>();
    var requests = new HashSet<UUID>();
    for (IdempotencyKey key :
        new IdempotencyKey[] {
          KEY,
          KEY.ofItem(1),
          new IdempotencyKey("POST /x", "k11"),
          new IdempotencyKey("POST /y", "k1"),
          new IdempotencyKey("POST /xk", "1"),
          new IdempotencyKey("POST /", "xk1"),
        }) {
      CommandEnvelope envelope = ids.envelope(ENROLL, key);
      assertThat(hashes.add(envelope.idempotencyKey())).as(key.toString()).isTrue();
      assertThat(requests.add(envelope.requestId())).as(key.toString()).isTrue();
      assertThat(envelope.idempotencyKey()).isNotEqualTo(envelope.requestId());
    }
  }

  @Test
  void withoutAKeyEveryRequestIsItsOwn() {
    assertThat(ids.envelope(ENROLL, null)).isNotEqualTo(ids.envelope(ENROLL, null));
    assertThat(ids.envelope(ENROLL, null).idempotencyKey()).isNull();
  }
}
