package dev.muster.worker.webhook.manage;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.muster.worker.webhook.EndpointOwnership;
import java.util.BitSet;
import java.util.UUID;
import org.apache.kafka.common.utils.Utils;

/// Ownership by the partitions of the command topic: whoever is assigned the partition of an
/// endpoint's id serves the endpoint.
public final class AssignedEndpoints implements EndpointOwnership {
  private record Assignment(int partitionCount, BitSet partitions) {}

  private volatile Assignment assignment = new Assignment(1, new BitSet());

  @Override
  public boolean owns(UUID endpointId) {
    Assignment now = assignment;
    return now.partitions.get(partition(endpointId, now.partitionCount));
  }

  /// The partition of an endpoint's commands, as Java's default partitioner places them.
  static int partition(UUID endpointId, int partitionCount) {
    byte[] key = endpointId.toString().getBytes(UTF_8);
    return Utils.toPositive(Utils.murmur2(key)) % partitionCount;
  }

  /// From now on these partitions, and no others.
  ///
  /// @param partitions not changed afterwards
  void set(int partitionCount, BitSet partitions) {
    assignment = new Assignment(partitionCount, partitions);
  }
}
