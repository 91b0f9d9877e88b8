package dev.muster.quickstart.rehearse.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashSet;
import java.util.Set;

/// Sees a COMMIT go by in PostgreSQL's protocol, version 3: as a simple query, or as the moment at
/// which a statement that was parsed before is bound. One per connection, since statements live in
/// their session.
final class CommitMessages {
  private static final String COMMIT = "COMMIT";

  private final Set<String> commitStatements = new HashSet<>();

  /// Takes the client's next message.
  ///
  /// @param type its first byte
  /// @param body what follows the length
  /// @return whether it asks the server to commit
  boolean isCommit(int type, byte[] body) {
    return switch (type) {
      case 'Q' -> isCommitText(text(body, 0));
      case 'P' -> {
        String name = text(body, 0);
        if (isCommitText(text(body, end(body, 0) + 1))) {
          commitStatements.add(name);
        } else {
          commitStatements.remove(name);
        }
        yield false;
      }
      case 'B' -> commitStatements.contains(text(body, end(body, 0) + 1));
      case 'C' -> {
        if (body.length > 1 && body[0] == 'S') {
          commitStatements.remove(text(body, 1));
        }
        yield false;
      }
      default -> false;
    };
  }

  /// Whether a message of the server says that a transaction is committed.
  static boolean isCommitted(int type, byte[] body) {
    return type == 'C' && COMMIT.equals(text(body, 0));
  }

  private static boolean isCommitText(String query) {
    String statement = query.strip();
    if (statement.endsWith(";")) {
      statement = statement.substring(0, statement.length() - 1).strip();
    }
    return COMMIT.equalsIgnoreCase(statement);
  }

  private static String text(byte[] body, int from) {
    int end = end(body, from);
    return from >= end ? "" : new String(body, from, end - from, UTF_8);
  }

  /// Where the text that starts there ends.
  private static int end(byte[] body, int from) {
    int end = from;
    while (end < body.length && body[end] != 0) {
      end++;
    }
    return end;
  }
}
