package dev.muster.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Twenty thousand who wait fit into 512 MiB of heap.
///
/// A process may have no more than 20,000 files open on the machines this runs on, and the setting
/// up must not take as long as a wait, so there are fewer here, in a heap that is smaller in
/// proportion but for what the application takes by itself. `-Dmuster.test.waiters=19000` has as
/// many as fit.
@NullMarked
class ManyWaitersTest {
  private static final int WAITERS = Integer.getInteger("muster.test.waiters", 8_000);
  private static final int OWN_MIB = 40;
  private static final int HEAP_MIB = OWN_MIB + (512 - OWN_MIB) * WAITERS / 20_000;
  private static final int BATCH = 9_500;
  private static final int AHEAD_MAX = 400;
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  @Test
  void eachHearsItsOwnOutcome(@TempDir Path directory) throws Exception {
    try (var listening = new ServerSocket(0, 1, LOOPBACK)) {
      listening.setSoTimeout(30_000);
      Process process = start(directory, listening.getLocalPort());
      try (Socket control = listening.accept()) {
        control.setSoTimeout(30_000);
        var answers = new DataInputStream(control.getInputStream());
        int port = (int) answers.readLong();
        List<String> ids = accept(port);
        assertThat(ids).hasSize(WAITERS);

        List<Socket> waiting = startWaiting(port, ids, control);
        try {
          control.getOutputStream().write(ManyWaitersApi.HEAP);
          long heap = answers.readLong();
          assertThat(heap).as("bytes of heap").isLessThan(HEAP_MIB * 1024L * 1024L);

          control.getOutputStream().write(ManyWaitersApi.DECIDE);
          assertThat(answers.readLong()).isEqualTo(WAITERS);
          for (int i = 0; i < WAITERS; i++) {
            String response = read(waiting.get(i));
            assertThat(response).startsWith("HTTP/1.1 200").contains("\"status\":\"ENROLLED\"");
            assertThat(response).contains(ids.get(i)).contains("Preference-Applied: wait=30");
          }
        } finally {
          for (Socket socket : waiting) {
            socket.close();
          }
        }
      } finally {
        process.destroyForcibly();
        process.waitFor(10, TimeUnit.SECONDS);
      }
    }
  }

  private static Process start(Path directory, int controlPort) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + HEAP_MIB + "m",
                // What it is run with: objects without the larger half of their headers.
                "-XX:+UseCompactObjectHeaders",
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path", "")),
                ManyWaitersApi.class.getName(),
                String.valueOf(controlPort))
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("api.log").toFile())
            .start();
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(process::destroyForcibly));
    return process;
  }

  private static List<String> accept(int port) throws IOException {
    List<String> ids = new ArrayList<>();
    for (int left = WAITERS; left > 0; left -= BATCH) {
      String requests =
          IntStream.range(0, Math.min(left, BATCH))
              .mapToObj(_ -> RunningApi.enroll(UUID.randomUUID(), UUID.randomUUID()))
              .collect(Collectors.joining(",", "{\"requests\":[", "]}"));
      try (var socket = new Socket(LOOPBACK, port)) {
        socket.setSoTimeout(30_000);
        send(
            socket,
            "POST /v1/enrollment-requests/batch HTTP/1.1\r\nHost: x\r\n"
                + "Content-Type: application/json\r\nContent-Length: "
                + requests.length()
                + "\r\n\r\n"
                + requests);
        String response = read(socket);
        RunningApi.json(response.substring(response.indexOf("\r\n\r\n")))
            .get("requests")
            .forEach(item -> ids.add(item.get("requestId").asString()));
      }
    }
    return ids;
  }

  private static List<Socket> startWaiting(int port, List<String> ids, Socket control)
      throws IOException {
    List<Socket> waiting = new ArrayList<>(ids.size());
    for (String id : ids) {
      var socket = new Socket(LOOPBACK, port);
      socket.setSoTimeout(30_000);
      send(
          socket,
          "GET /v1/enrollment-requests/" + id + " HTTP/1.1\r\nHost: x\r\nPrefer: wait=30\r\n\r\n");
      waiting.add(socket);
      if (waiting.size() % AHEAD_MAX == 0 || waiting.size() == ids.size()) {
        awaitWaiting(control, waiting.size());
      }
    }
    return waiting;
  }

  /// The server takes connections no faster than it can, and what does not fit its queue would be
  /// tried again only after a second.
  private static void awaitWaiting(Socket control, int callers) throws IOException {
    var answers = new DataInputStream(control.getInputStream());
    do {
      control.getOutputStream().write(ManyWaitersApi.WAITING);
    } while (answers.readLong() != callers);
  }

  private static void send(Socket socket, String request) throws IOException {
    socket.getOutputStream().write(request.getBytes(UTF_8));
  }

  /// One response with its body.
  private static String read(Socket socket) throws IOException {
    var in = socket.getInputStream();
    var head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("The server closed the connection");
      }
      head.append((char) next);
    }
    String length = "Content-Length: ";
    int at = head.indexOf(length) + length.length();
    int bytes = Integer.parseInt(head.substring(at, head.indexOf("\r\n", at)));
    return head + new String(in.readNBytes(bytes), UTF_8);
  }
}
