package dev.muster.quickstart;

import dev.muster.quickstart.system.LocalSystem;
import java.net.URI;

/// What `./muster up` prints once it serves: addresses, and a walk through one enrollment.
final class Welcome {
  private static final String TOURNAMENT = "7a0f4c52-0c6b-4c5e-9d3e-1f6f2f0f5a01";
  private static final String PLAYER = "2b9d1e84-53a7-4f0a-8a6b-9c1c7d3e4b02";

  private Welcome() {}

  static String text(LocalSystem system) {
    var text = new StringBuilder();
    text.append("\n  database   ").append(system.postgres().jdbcUrl()).append("?user=postgres\n");
    text.append("  kafka      ").append(system.broker().bootstrapServers()).append('\n');
    system.logs().forEach((name, log) -> text.append("  log        ").append(log).append('\n'));
    return text.append(walk(system.httpUri())).toString();
  }

  private static String walk(URI api) {
    return """

    Try it:

      curl -X PUT  %1$s/v1/tournaments/%2$s -H 'Content-Type: application/json' -H 'Prefer: wait=20' \\
           -d '{"name":"Friday cup","capacity":2,"feeCredits":10,"status":"OPEN"}'
      curl -X PUT  %1$s/v1/players/%3$s -H 'Content-Type: application/json' -d '{}'
      curl -X POST %1$s/v1/players/%3$s/credits -H 'Content-Type: application/json' -H 'Prefer: wait=20' \\
           -d '{"amount":25,"reason":"welcome"}'
      curl -i -X POST %1$s/v1/enrollment-requests -H 'Content-Type: application/json' \\
           -d '{"type":"ENROLL","tournamentId":"%2$s","playerId":"%3$s"}'
      curl -H 'Prefer: wait=20' %1$s/v1/enrollment-requests/REQUEST-ID-FROM-THE-ANSWER
      curl -N %1$s/v1/tournaments/%2$s/events

    Ctrl-C stops everything; the data stays.\
    """
        .formatted(api, TOURNAMENT, PLAYER);
  }
}
