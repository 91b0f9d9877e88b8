package dev.muster.ingest.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.muster.ingest.http.Draining;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.servlet.ServletRegistrationBean;

/// A real server whose streams have something large to tell at every tick, which fills the buffers
/// on the way to a reader who does not read.
@NullMarked
final class StreamServer implements AutoCloseable {
  private static final int EVENT_BYTES = 1024 * 1024;
  private static final byte[] JSON = ("\"" + "x".repeat(EVENT_BYTES) + "\"").getBytes(UTF_8);

  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final Streams streams;
  private final WebServer server;

  StreamServer(StreamSettings settings) {
    streams = new Streams(settings, meters, Draining.AFTERWARDS);
    var factory = new TomcatServletWebServerFactory(0);
    factory.setAddress(InetAddress.getLoopbackAddress());
    factory.addContextValves(new Severing());
    server =
        factory.getWebServer(
            context -> {
              var registration = new ServletRegistrationBean<>(new Opening(streams), "/*");
              registration.onStartup(context);
            });
    server.start();
    streams.start();
  }

  private static final class Opening extends HttpServlet {
    private final transient Streams streams;

    Opening(Streams streams) {
      this.streams = streams;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.setContentType("text/event-stream");
      streams.place("client").orElseThrow().open(request, response, new Flood());
    }
  }

  private static final class Flood extends Subject {
    private int number;

    @Override
    Duration pause() {
      return Duration.ZERO;
    }

    @Override
    @Nullable Event news() {
      number++;
      return Event.of("flood", String.valueOf(number), JSON, false);
    }
  }

  /// A reader who asked, and may read or not.
  Socket reader() throws IOException {
    var socket = new Socket();
    // Small, so that it is soon full; it must be said before the connection is made.
    socket.setReceiveBufferSize(4096);
    socket.setSoTimeout(20_000);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getPort()));
    socket.getOutputStream().write("GET /some/events HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(UTF_8));
    return socket;
  }

  double open() {
    return meters.get("muster.streams.open").gauge().value();
  }

  double dropped() {
    return meters.get("muster.streams.dropped").counter().count();
  }

  @Override
  public void close() {
    streams.stop();
    server.stop();
    server.destroy();
  }
}
