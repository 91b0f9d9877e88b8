package dev.muster.quickstart.storm;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.UUID;
import org.apache.kafka.common.utils.Utils;

/// Where Java's default partitioner puts a key.
final class Partitions {
  private Partitions() {}

  static int home(UUID key, int partitionCount) {
    return Utils.toPositive(Utils.murmur2(key.toString().getBytes(UTF_8))) % partitionCount;
  }
}
