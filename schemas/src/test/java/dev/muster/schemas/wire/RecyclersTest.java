package dev.muster.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import tools.jackson.core.util.BufferRecycler;

class RecyclersTest {
  private final Recyclers recyclers = new Recyclers(2);

  @Test
  void whatIsGivenBackIsUsedAgain() {
    BufferRecycler buffers = recyclers.acquirePooled();

    recyclers.releasePooled(buffers);

    assertThat(recyclers.acquirePooled()).isSameAs(buffers);
  }

  @Test
  void nobodyWaitsForBuffersAndThereIsRoomForAFew() {
    List<BufferRecycler> used = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      used.add(recyclers.acquirePooled());
    }
    assertThat(used).doesNotHaveDuplicates();

    used.forEach(recyclers::releasePooled);

    List<BufferRecycler> again = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      again.add(recyclers.acquirePooled());
    }
    assertThat(again).doesNotHaveDuplicates().containsAll(used.subList(0, 4));
    assertThat(again).doesNotContainAnyElementsOf(used.subList(4, 10));
  }

  @Test
  void noTwoUseTheSameBuffersAtOnce() throws Exception {
    Set<BufferRecycler> inUse = ConcurrentHashMap.newKeySet();
    Callable<Integer> reader =
        () -> {
          int shared = 0;
          for (int i = 0; i < 200_000; i++) {
            BufferRecycler buffers = recyclers.acquirePooled();
            shared += inUse.add(buffers) ? 0 : 1;
            Thread.onSpinWait();
            inUse.remove(buffers);
            recyclers.releasePooled(buffers);
          }
          return shared;
        };
    try (var threads = Executors.newFixedThreadPool(4)) {
      for (Future<Integer> shared : threads.invokeAll(List.of(reader, reader, reader, reader))) {
        assertThat(shared.get()).isZero();
      }
    }
  }
}
