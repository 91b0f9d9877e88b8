package dev.muster.quickstart.rehearse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.quickstart.rehearse.load.Click;
import dev.muster.quickstart.rehearse.load.Click.Motive;
import dev.muster.quickstart.rehearse.load.Load;
import dev.muster.quickstart.rehearse.load.Pace;
import dev.muster.quickstart.rehearse.load.Sent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LatencyTableTest {
  private static final long MILLI = 1_000_000;
  private static final long SECOND = 1_000 * MILLI;

  private final List<Sent> sent = new ArrayList<>();

  @Test
  void whoeverRanIntoAFaultIsNotCalm() {
    send(1, 5 * SECOND, 10 * MILLI);
    send(2, 9 * SECOND, 3 * SECOND);
    send(3, 11 * SECOND, 100 * MILLI);
    send(4, 21 * SECOND, 30 * MILLI);
    FaultReport fault = new FaultReport("kill-worker", 10, 10, 10, "", true, List.of(), 1.0, null);

    assertThat(table().during(fault).clicks()).isEqualTo(2);
    assertThat(table().during(fault).receiptP99Ms()).isEqualTo(3_000);
    assertThat(table().calm(List.of(fault)).clicks()).isEqualTo(2);
    assertThat(table().calm(List.of(fault)).receiptP99Ms()).isEqualTo(30);
  }

  @Test
  void whoeverOnlyRepeatedDidNotWait() {
    send(1, 6 * SECOND, MILLI);
    send(1, 5 * SECOND, 10 * MILLI);

    assertThat(table().calm(List.of()).clicks()).isEqualTo(1);
    assertThat(table().calm(List.of()).receiptP50Ms()).isEqualTo(10);
  }

  private void send(int key, long dueNanos, long waitedNanos) {
    var click = new Click(dueNanos, Motive.WANT, 0, 0, key, false);
    sent.add(new Sent(click, UUID.randomUUID(), 0, waitedNanos, 0, 1, null, null));
  }

  private LatencyTable table() {
    var pace = new Pace(sent.size(), sent.size(), 0, 250, 0, 0, 0, 1, 1);
    return new LatencyTable(new Load(0, sent, List.of(), pace), Map.of());
  }
}
