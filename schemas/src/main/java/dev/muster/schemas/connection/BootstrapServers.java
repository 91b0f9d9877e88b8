package dev.muster.schemas.connection;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.utils.Utils;

/// The setting `muster.kafka.bootstrap-servers`.
public final class BootstrapServers {
  private static final String SETTING = "muster.kafka.bootstrap-servers";
  private static final int CONNECT_MS_MAX = 1_000;
  private static final int ANSWER_MS_MAX = 1_000;

  /// What a TLS server begins its answer with if it is not spoken to in TLS: a record that holds an
  /// alert.
  private static final int TLS_ALERT = 0x15;

  private BootstrapServers() {}

  /// The servers as they are.
  ///
  /// @throws IllegalArgumentException if there is none, or one is not `host:port`
  public static String checked(String servers) {
    if (servers.isBlank()) {
      throw new IllegalArgumentException(SETTING + " is required");
    }
    for (String server : split(servers)) {
      Integer port = Utils.getPort(server);
      if (Utils.getHost(server) == null || port == null || port < 1 || port > 65_535) {
        throw new IllegalArgumentException(SETTING + " has what is not host:port: " + server);
      }
    }
    return servers;
  }

  /// Asks the servers, one after the other until one answers, whether they can be spoken to without
  /// TLS. Nothing is asked, or said, if the clients speak TLS or nobody answers.
  ///
  /// A Kafka client without TLS takes the answer of a server with it for the length of a message,
  /// some 350 MB, and makes room for it: it would run out of memory before it could say why.
  ///
  /// @param properties checked ones
  /// @throws WrongSettingException if one of them takes nothing but TLS
  public static void requirePlaintextWanted(String servers, Map<String, String> properties) {
    String protocol =
        properties.getOrDefault(
            CommonClientConfigs.SECURITY_PROTOCOL_CONFIG,
            CommonClientConfigs.DEFAULT_SECURITY_PROTOCOL);
    if (protocol.endsWith("SSL") || protocol.endsWith("ssl")) {
      return;
    }
    for (String server : split(servers)) {
      try {
        if (firstByteOfAnswer(server) == TLS_ALERT) {
          throw new WrongSettingException(
              KafkaProperties.SETTING
                  + CommonClientConfigs.SECURITY_PROTOCOL_CONFIG
                  + " is "
                  + protocol
                  + ", but "
                  + server
                  + " takes TLS only");
        }
        return;
      } catch (IOException e) {
        // Away, or not to be resolved yet: the clients will go on trying.
      }
    }
  }

  /// Asks what any broker answers to anybody: which versions it speaks. A plain broker begins with
  /// the length of its answer, whose first byte is zero.
  private static int firstByteOfAnswer(String server) throws IOException {
    try (var socket = new Socket()) {
      Integer port = Utils.getPort(server);
      socket.connect(
          new InetSocketAddress(Utils.getHost(server), port == null ? 0 : port), CONNECT_MS_MAX);
      socket.setSoTimeout(ANSWER_MS_MAX);
      socket.getOutputStream().write(versionsRequest());
      int first = socket.getInputStream().read();
      if (first < 0) {
        throw new EOFException(server + " said nothing");
      }
      return first;
    }
  }

  /// Length, key, version 0, a correlation id, no client id, no body.
  private static byte[] versionsRequest() {
    int length = 2 + 2 + 4 + 2;
    return ByteBuffer.allocate(4 + length)
        .putInt(length)
        .putShort(ApiKeys.API_VERSIONS.id)
        .putShort((short) 0)
        .putInt(1)
        .putShort((short) -1)
        .array();
  }

  private static List<String> split(String servers) {
    return Stream.of(servers.split(",", -1)).map(String::strip).filter(s -> !s.isEmpty()).toList();
  }
}
