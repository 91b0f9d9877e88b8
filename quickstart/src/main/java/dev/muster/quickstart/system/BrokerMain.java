package dev.muster.quickstart.system;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import kafka.Kafka;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;

/// Entry of the broker's JVM: formats the log directory where that was not done yet, then is the
/// broker. One JVM for both saves starting a second.
final class BrokerMain {
  private BrokerMain() {}

  /// Runs until it is told to stop.
  ///
  /// @param args the log directory, the properties file, and what else the formatting is told
  public static void main(String[] args) {
    String properties = args[1];
    if (!Files.exists(Path.of(args[0], "meta.properties"))) {
      List<String> format = new ArrayList<>();
      format.addAll(List.of("format", "--cluster-id", Uuid.randomUuid().toString()));
      format.addAll(List.of("--config", properties));
      format.addAll(List.of(args).subList(2, args.length));
      int exitCode = StorageTool.execute(format.toArray(String[]::new), System.out);
      if (exitCode != 0) {
        System.exit(exitCode);
      }
    }
    Kafka.main(new String[] {properties});
  }
}
