package dev.muster.ingest.http;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.CharBuffer;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.connector.CoyoteAdapter;
import org.apache.catalina.connector.InputBuffer;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.coyote.http11.Http11Processor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tomcat's HTTP/1.1 with buffers of the size that our messages have.
///
/// Whoever waits for an outcome holds a connection with all of Tomcat's buffers for a request under
/// way, by default some 100 KiB: bytes read, bytes to write, the headers of either side, trailers,
/// the body as bytes and once more as characters. Our answers have some hundred bytes and nobody
/// reads characters, so a quarter of it does: some 23 KiB with all objects, twenty thousand in 512
/// MiB.
public final class SmallBuffersProtocol extends Http11NioProtocol {
  private static final Logger LOG = LoggerFactory.getLogger(SmallBuffersProtocol.class);

  // What is larger takes more turns. The headers of a request may have 8 KiB as ever.
  private static final int READ_BYTES = 512;
  private static final int WRITE_BYTES = 1024;
  private static final int BODY_BYTES = 256;
  // Nobody reads trailers.
  private static final int TRAILER_BYTES_MAX = 256;
  private static final int CHARACTERS = 64;

  private static final @Nullable VarHandle CHARACTER_BUFFER = characterBuffer();

  private @Nullable Connector connector;

  /// Called by Tomcat, which knows it by its class's name.
  public SmallBuffersProtocol() {
    setProperty("socket.appReadBufSize", String.valueOf(READ_BYTES));
    setProperty("socket.appWriteBufSize", String.valueOf(WRITE_BYTES));
    setMaxTrailerSize(TRAILER_BYTES_MAX);
  }

  /// Tells the protocol which connector it is the protocol of.
  public static void connect(Connector connector) {
    if (connector.getProtocolHandler() instanceof SmallBuffersProtocol protocol) {
      protocol.connector = connector;
    }
  }

  @Override
  public int getDesiredBufferSize() {
    return BODY_BYTES;
  }

  /// Makes the request and the response that the adapter would otherwise make at the first use.
  @Override
  protected Processor createProcessor() {
    Processor processor = super.createProcessor();
    Connector ours = connector;
    if (ours != null && processor instanceof Http11Processor http11) {
      org.apache.coyote.Request bare = http11.getRequest();
      var request = new SmallRequest(ours, bare);
      Response response = ours.createResponse(bare.getResponse());
      request.setResponse(response);
      response.setRequest(request);
      bare.setNote(CoyoteAdapter.ADAPTER_NOTES, request);
      bare.getResponse().setNote(CoyoteAdapter.ADAPTER_NOTES, response);
      bare.getParameters().setQueryStringCharset(ours.getURICharset());
    }
    return processor;
  }

  /// A request without the 16 KiB in which its body would be turned into characters. Tomcat has no
  /// setting for them; where it has changed, they stay.
  private static final class SmallRequest extends Request {
    SmallRequest(Connector connector, org.apache.coyote.Request request) {
      super(connector, request);
      if (CHARACTER_BUFFER != null) {
        CHARACTER_BUFFER.set(inputBuffer, CharBuffer.allocate(CHARACTERS).limit(0));
      }
    }
  }

  private static @Nullable VarHandle characterBuffer() {
    try {
      return MethodHandles.privateLookupIn(InputBuffer.class, MethodHandles.lookup())
          .findVarHandle(InputBuffer.class, "cb", CharBuffer.class);
    } catch (ReflectiveOperationException e) {
      LOG.warn("Connections take 16 KiB more than they need: {}", e.getMessage());
      return null;
    }
  }
}
