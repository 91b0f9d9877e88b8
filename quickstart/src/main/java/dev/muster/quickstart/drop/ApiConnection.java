package dev.muster.quickstart.drop;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.io.CloseMode;
import org.jspecify.annotations.Nullable;

/// One kept-alive connection to the API, for one thread. It is as bare as HTTP allows: the load
/// generator shares two cores with everything it measures.
public final class ApiConnection implements AutoCloseable {
  /// Longer than the longest wait that a client may ask for.
  private static final int ANSWER_MILLIS_MAX = 45_000;

  private static final String PREFER = "Prefer";

  private final InetSocketAddress address;
  private final String host;
  private @Nullable DefaultBHttpClientConnection connection;

  /// A connection that is opened with the first request.
  public ApiConnection(URI api) {
    this.address = new InetSocketAddress(api.getHost(), api.getPort());
    this.host = api.getAuthority();
  }

  /// What the API answered.
  ///
  /// @param location of an accepted request, else null
  /// @param retryAfterSeconds how long to wait before asking again; -1 if the answer is final
  public record Answer(int status, String body, @Nullable String location, int retryAfterSeconds) {}

  /// Connects, and asks for nothing in particular: a connection that stays silent is closed soon.
  public void connect() throws IOException {
    var _ = get("/livez");
  }

  /// Asks for a document.
  public Answer get(String path) throws IOException {
    return exchange(new BasicClassicHttpRequest("GET", path));
  }

  /// Asks for a document that is worth waiting for.
  ///
  /// @param waitSeconds how long the API may hold the answer back until there is an outcome
  Answer get(String path, int waitSeconds) throws IOException {
    var request = new BasicClassicHttpRequest("GET", path);
    request.addHeader(PREFER, "wait=" + waitSeconds);
    return exchange(request);
  }

  /// Sends a command under an idempotency key.
  public Answer send(ApiCommand command) throws IOException {
    return exchange(request(command));
  }

  /// Sends a command under an idempotency key, and says that the answer may wait for the outcome.
  Answer send(ApiCommand command, int waitSeconds) throws IOException {
    BasicClassicHttpRequest request = request(command);
    request.addHeader(PREFER, "wait=" + waitSeconds);
    return exchange(request);
  }

  private static BasicClassicHttpRequest request(ApiCommand command) {
    var request = new BasicClassicHttpRequest(command.method(), command.path());
    byte[] body = command.body().getBytes(UTF_8);
    request.addHeader(HttpHeaders.CONTENT_TYPE, "application/json");
    request.addHeader(HttpHeaders.CONTENT_LENGTH, body.length);
    request.addHeader("Idempotency-Key", '"' + command.key() + '"');
    request.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_JSON));
    return request;
  }

  private Answer exchange(BasicClassicHttpRequest request) throws IOException {
    request.addHeader(HttpHeaders.HOST, host);
    DefaultBHttpClientConnection open = open();
    try {
      open.sendRequestHeader(request);
      if (request.getEntity() != null) {
        open.sendRequestEntity(request);
      }
      open.flush();
      ClassicHttpResponse response = open.receiveResponseHeader();
      open.receiveResponseEntity(response);
      HttpEntity entity = response.getEntity();
      String body = entity == null ? "" : new String(EntityUtils.toByteArray(entity), UTF_8);
      Header connectionHeader = response.getFirstHeader(HttpHeaders.CONNECTION);
      if (connectionHeader != null && "close".equalsIgnoreCase(connectionHeader.getValue())) {
        close();
      }
      return new Answer(
          response.getCode(),
          body,
          value(response, HttpHeaders.LOCATION),
          retryAfterSeconds(response));
    } catch (HttpException e) {
      close();
      throw new IOException("the API's answer is no HTTP", e);
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  private DefaultBHttpClientConnection open() throws IOException {
    if (connection == null) {
      var socket = new Socket();
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(ANSWER_MILLIS_MAX);
      socket.connect(address, ANSWER_MILLIS_MAX);
      connection = new DefaultBHttpClientConnection(Http1Config.DEFAULT);
      connection.bind(socket);
    }
    return connection;
  }

  private static int retryAfterSeconds(ClassicHttpResponse response) {
    String value = value(response, HttpHeaders.RETRY_AFTER);
    return value == null ? -1 : Integer.parseInt(value);
  }

  private static @Nullable String value(ClassicHttpResponse response, String name) {
    Header header = response.getFirstHeader(name);
    return header == null ? null : header.getValue();
  }

  @Override
  public void close() {
    if (connection != null) {
      connection.close(CloseMode.IMMEDIATE);
      connection = null;
    }
  }
}
