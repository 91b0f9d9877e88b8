package dev.muster.ingest;

import dev.muster.ingest.outcome.Samples;
import dev.muster.schemas.command.CommandEnvelope;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import org.jspecify.annotations.NullMarked;

/// The API in a process of its own, with a heap of its own, that decides everything on command.
@NullMarked
final class ManyWaitersApi {
  /// Reports the used heap after a collection, in bytes.
  static final int HEAP = 1;

  /// Decides every accepted request.
  static final int DECIDE = 2;

  /// Reports how many wait.
  static final int WAITING = 3;

  private ManyWaitersApi() {}

  /// Serves until told otherwise.
  ///
  /// @param args the loopback port on which commands are given; the process ends with the
  ///     connection
  public static void main(String[] args) throws IOException {
    var log = new MemoryLog();
    var results = new MemoryResults();
    try (var control = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0]));
        var context = RunningApi.start("jdbc:postgresql://127.0.0.1:1/none", log, results)) {
      results.begin(1);
      var out = new DataOutputStream(control.getOutputStream());
      out.writeLong(RunningApi.port(context));
      var in = new DataInputStream(control.getInputStream());
      for (int command; (command = in.read()) >= 0; ) {
        out.writeLong(
            switch (command) {
              case HEAP -> usedHeapBytes();
              case DECIDE -> decideAll(log, results);
              default -> (long) RunningApi.metric(context, "muster_longpoll_waiting");
            });
      }
    }
  }

  private static long usedHeapBytes() {
    Runtime.getRuntime().gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private static long decideAll(MemoryLog log, MemoryResults results) {
    List<CommandEnvelope> accepted = log.appended();
    for (int i = 0; i < accepted.size(); i++) {
      results.tell(Samples.enrolled(accepted.get(i).requestId(), i));
    }
    return accepted.size();
  }
}
