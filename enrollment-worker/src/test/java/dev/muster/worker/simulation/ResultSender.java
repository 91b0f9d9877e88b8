package dev.muster.worker.simulation;

import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/// A producer of results. What it was given waits, arrives in order and is acknowledged later; when
/// it dies, some of it may have arrived.
final class ResultSender {
  private record Sent(ProducerRecord<byte[], byte[]> record, Callback callback) {}

  private final java.util.function.Consumer<ProducerRecord<byte[], byte[]>> arrive;
  private final Plant plant;
  private final Deque<Sent> waiting = new ArrayDeque<>();
  private final Deque<Sent> arrived = new ArrayDeque<>();
  private boolean dead;
  private boolean refuses;

  ResultSender(java.util.function.Consumer<ProducerRecord<byte[], byte[]>> arrive, Plant plant) {
    this.arrive = arrive;
    this.plant = plant;
  }

  @SuppressWarnings("unchecked") // The proxy has no other way to say what it produces.
  Producer<byte[], byte[]> producer() {
    return (Producer<byte[], byte[]>)
        Proxy.newProxyInstance(
            ResultSender.class.getClassLoader(),
            new Class<?>[] {Producer.class},
            (self, method, arguments) -> {
              if (!method.getName().equals("send")) {
                throw new UnsupportedOperationException(method.toString());
              }
              return send((ProducerRecord<byte[], byte[]>) arguments[0], (Callback) arguments[1]);
            });
  }

  private @Nullable Object send(ProducerRecord<byte[], byte[]> record, Callback callback) {
    if (dead || refuses) {
      throw new KafkaException("the producer takes nothing");
    }
    waiting.addLast(new Sent(record, callback));
    return null;
  }

  boolean isBusy() {
    return !waiting.isEmpty() || !arrived.isEmpty();
  }

  /// Whether it takes nothing for now.
  void refuse(boolean on) {
    refuses = on;
  }

  /// The next one arrives, or the next acknowledgement does.
  void deliver(Chance chance) {
    if (!arrived.isEmpty() && (waiting.isEmpty() || chance.oneIn(2))) {
      arrived.removeFirst().callback().onCompletion(null, null);
      return;
    }
    Sent next = waiting.removeFirst();
    if (plant == Plant.RESULT_ORDER && !waiting.isEmpty() && chance.oneIn(4)) {
      Sent second = waiting.removeFirst();
      waiting.addFirst(next);
      next = second;
    }
    if (plant != Plant.ACKS || !chance.oneIn(8)) {
      arrive.accept(next.record());
    }
    arrived.addLast(next);
  }

  /// The process is gone; what is on the network may arrive yet.
  void die(Chance chance) {
    dead = true;
    while (!waiting.isEmpty() && chance.oneIn(2)) {
      arrive.accept(waiting.removeFirst().record());
    }
    waiting.clear();
    arrived.clear();
  }
}
