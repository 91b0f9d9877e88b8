package dev.muster.worker.webhook.dispatch;

import dev.muster.worker.webhook.http.Reply;
import dev.muster.worker.webhook.http.Signing;
import java.util.Map;

/// Sends one POST and waits for what comes of it; never throws for anything the receiver does.
@FunctionalInterface
public interface Poster {
  Reply post(String url, Map<String, String> headers, Signing signing, byte[] body);
}
