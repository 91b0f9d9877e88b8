package dev.muster.worker.webhook.http;

import dev.muster.schemas.webhook.CustomHeaders;
import dev.muster.schemas.webhook.TargetPolicy;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.EndpointDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.pool.PoolReusePolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/// POSTs to servers that nobody here trusts: no redirects, no cookies, no decompression, no
/// address that was not vetted, no more of the answer than 16 KiB, no longer than the time-out.
///
/// Connections are kept between POSTs. One that the receiver closed meanwhile is noticed only by
/// using it, so a POST over a kept connection that broke without an answer goes out once more, at
/// once, over a new one.
public final class WebhookClient implements AutoCloseable {
  /// How much of an answer is read, in bytes.
  static final int BODY_BYTES_MAX = 16 * 1024;

  private static final String USER_AGENT = "Muster-Webhooks/1.0";
  private static final String DISABLE_HEADER = "webhook-delivery";
  private static final int CONNECTIONS_PER_HOST_MAX = 1_024;
  private static final int DETAIL_LENGTH_MAX = 500;
  private static final Duration CONNECT_MAX = Duration.ofSeconds(5);
  private static final Duration KEEP_IDLE = Duration.ofSeconds(30);
  private static final Duration KEEP_MAX = Duration.ofMinutes(5);

  private final TargetPolicy policy;
  private final Duration timeout;
  private final VettedAddresses addresses;
  private final Deadlines deadlines = new Deadlines();
  private final CloseableHttpClient client;

  /// @param timeout one POST with everything that belongs to it
  public WebhookClient(TargetPolicy policy, Duration timeout) {
    this(policy, timeout, InetAddress::getAllByName);
  }

  WebhookClient(TargetPolicy policy, Duration timeout, VettedAddresses.Names names) {
    this.policy = policy;
    this.timeout = timeout;
    this.addresses = new VettedAddresses(policy, names);
    this.client = client(addresses, timeout);
  }

  private static CloseableHttpClient client(VettedAddresses addresses, Duration timeout) {
    Timeout patience = Timeout.of(timeout);
    var connections =
        PoolingHttpClientConnectionManagerBuilder.create()
            .setDnsResolver(addresses)
            // The dispatcher bounds what is under way; a strict pool would only add a lock to it.
            .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
            .setConnPoolPolicy(PoolReusePolicy.LIFO)
            .setMaxConnPerRoute(CONNECTIONS_PER_HOST_MAX)
            .setDefaultConnectionConfig(
                ConnectionConfig.custom()
                    .setConnectTimeout(Timeout.of(CONNECT_MAX))
                    .setSocketTimeout(patience)
                    .setTimeToLive(TimeValue.of(KEEP_MAX))
                    .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                    .build())
            .build();
    return HttpClients.custom()
        .setConnectionManager(connections)
        .setUserAgent(USER_AGENT)
        .setDefaultRequestConfig(
            RequestConfig.custom()
                .setConnectionRequestTimeout(patience)
                .setResponseTimeout(patience)
                .setConnectionKeepAlive(TimeValue.of(KEEP_IDLE))
                .setRedirectsEnabled(false)
                .setAuthenticationEnabled(false)
                .setProtocolUpgradeEnabled(false)
                .build())
        .setKeepAliveStrategy((_, _) -> TimeValue.of(KEEP_IDLE))
        .evictExpiredConnections()
        .evictIdleConnections(TimeValue.of(KEEP_IDLE))
        .disableRedirectHandling()
        .disableAutomaticRetries()
        .disableCookieManagement()
        .disableAuthCaching()
        .disableContentCompression()
        .build();
  }

  /// Sends one POST and waits for what comes of it; never throws for anything the receiver does.
  ///
  /// @param headers the endpoint's own, which cannot replace ours
  public Reply post(String url, Map<String, String> headers, Signing signing, byte[] body) {
    String objection = policy.objection(url);
    if (objection == null) {
      objection = CustomHeaders.objection(headers);
    }
    if (objection != null) {
      return Reply.failure(Outcome.INVALID, objection);
    }
    long start = System.nanoTime();
    var context = HttpClientContext.create();
    try (Deadlines.Attempt attempt = deadlines.begin(timeout)) {
      Reply reply = exchange(request(url, headers, signing, body), context, attempt);
      if (reply == null) {
        context = HttpClientContext.create();
        Reply again = exchange(request(url, headers, signing, body), context, attempt);
        reply = again != null ? again : Reply.failure(Outcome.CONNECTION_LOST, "no answer");
      }
      long durationMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
      return reply.at(durationMs, remoteAddress(context));
    }
  }

  private static HttpPost request(
      String url, Map<String, String> headers, Signing signing, byte[] body) {
    var post = new HttpPost(URI.create(url));
    headers.forEach(post::setHeader);
    post.setHeader(Signing.ID, signing.id());
    post.setHeader(Signing.TIMESTAMP, signing.timestamp());
    post.setHeader(Signing.SIGNATURE, signing.signature());
    post.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_JSON));
    return post;
  }

  /// @return null if a kept connection turned out to be closed
  private @Nullable Reply exchange(
      HttpPost post, HttpClientContext context, Deadlines.Attempt attempt) {
    attempt.cancelBy(post::cancel);
    Reply reply = null;
    // Closing a response that was not read to its end closes the connection too.
    try (ClassicHttpResponse response = client.executeOpen(null, post, context)) {
      int status = response.getCode();
      boolean success = status >= 200 && status <= 299;
      String answer = read(response);
      reply =
          new Reply(
              success ? Outcome.SUCCESS : Outcome.HTTP_STATUS,
              status,
              0,
              null,
              success ? null : "status " + status,
              success ? null : answer,
              header(response, "retry-after"),
              "disable".equalsIgnoreCase(header(response, DISABLE_HEADER)));
      return reply;
    } catch (NoHttpResponseException e) {
      if (!attempt.hasExpired() && wasKept(context)) {
        return null;
      }
      return failure(e, attempt);
    } catch (IOException e) {
      // An answer counts even if the connection did not end well after it.
      return reply != null ? reply : failure(e, attempt);
    } catch (IllegalStateException | IllegalArgumentException e) {
      return Reply.failure(Outcome.INVALID, detail(e));
    }
  }

  /// Reads the answer up to the bound. The status has said what came of the POST, so whatever goes
  /// wrong from here on changes nothing about it.
  private static @Nullable String read(ClassicHttpResponse response) {
    HttpEntity entity = response.getEntity();
    if (entity == null) {
      return null;
    }
    try {
      InputStream in = entity.getContent();
      byte[] bytes = in.readNBytes(BODY_BYTES_MAX);
      // Finding the end is what lets the connection be kept.
      boolean _ = bytes.length < BODY_BYTES_MAX || in.read() < 0;
      // PostgreSQL's text holds no NUL.
      return new String(bytes, StandardCharsets.UTF_8).replace('\0', '\ufffd');
    } catch (IOException _) {
      return null;
    }
  }

  private static Reply failure(IOException e, Deadlines.Attempt attempt) {
    if (attempt.hasExpired()) {
      return Reply.failure(Outcome.TIMEOUT, "not done in time");
    }
    Outcome outcome =
        switch (e) {
          case BlockedTargetException _ -> Outcome.BLOCKED;
          case UnknownHostException _ -> Outcome.DNS;
          case ConnectTimeoutException _ -> Outcome.CONNECT;
          case SocketTimeoutException _ -> Outcome.TIMEOUT;
          case ConnectException _, NoRouteToHostException _ -> Outcome.CONNECT;
          case SSLException _ -> Outcome.TLS;
          case SocketException _, NoHttpResponseException _ -> Outcome.CONNECTION_LOST;
          default -> Outcome.PROTOCOL;
        };
    return Reply.failure(outcome, detail(e));
  }

  private static String detail(Exception e) {
    String text = String.valueOf(e.getMessage()).replace('\0', '\ufffd');
    return text.length() <= DETAIL_LENGTH_MAX ? text : text.substring(0, DETAIL_LENGTH_MAX);
  }

  private static @Nullable String header(ClassicHttpResponse response, String name) {
    Header header = response.getFirstHeader(name);
    return header == null ? null : header.getValue();
  }

  private static boolean wasKept(HttpClientContext context) {
    EndpointDetails details = context.getEndpointDetails();
    return details != null && details.getRequestCount() > 1;
  }

  private static @Nullable String remoteAddress(HttpClientContext context) {
    EndpointDetails details = context.getEndpointDetails();
    return details != null && details.getRemoteAddress() instanceof InetSocketAddress socket
        ? socket.getAddress().getHostAddress()
        : null;
  }

  @Override
  public void close() {
    deadlines.close();
    addresses.close();
    try {
      client.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
