package dev.muster.ingest.stream;

import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;

/// Gives event streams a way to end an exchange whose reader takes nothing. Completing it would
/// first wait until the reader took what is left, and the servlet API knows no other end.
public final class Severing extends ValveBase {
  private static final String CUT = Severing.class.getName();

  public Severing() {
    super(true);
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    if (request.getRequestURI().endsWith("/events")) {
      Runnable cut =
          () ->
              response
                  .getCoyoteResponse()
                  .action(ActionCode.CLOSE_NOW, new IOException("The reader takes nothing"));
      request.setAttribute(CUT, cut);
    }
    getNext().invoke(request, response);
  }

  /// Closes the connection of an exchange that is not over: the container uses its objects again.
  static Runnable cut(ServletRequest request) {
    if (request.getAttribute(CUT) instanceof Runnable cut) {
      return cut;
    }
    throw new IllegalStateException("The valve is not in the pipeline of " + request);
  }
}
