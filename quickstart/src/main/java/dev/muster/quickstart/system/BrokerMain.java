package dev.muster.quickstart.system;

import java.nio.file.Files;
import java.nio.file.Path;
import kafka.Kafka;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;

/// Entry of the broker's JVM: formats the log directory where that was not done yet, then is the
/// broker. One JVM for both saves starting a second.
final class BrokerMain {
  private BrokerMain() {}

  /// Runs until it is told to stop.
  ///
  /// @param args the log directory and the properties file
  public static void main(String[] args) {
    String properties = args[1];
    if (!Files.exists(Path.of(args[0], "meta.properties"))) {
      String[] format = {
        "format", "--cluster-id", Uuid.randomUuid().toString(), "--config", properties
      };
      int exitCode = StorageTool.execute(format, System.out);
      if (exitCode != 0) {
        System.exit(exitCode);
      }
    }
    Kafka.main(new String[] {properties});
  }
}
