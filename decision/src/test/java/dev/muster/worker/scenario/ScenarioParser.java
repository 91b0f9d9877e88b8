package dev.muster.worker.scenario;

import dev.muster.schemas.command.Command;
import dev.muster.schemas.result.RejectionReason;
import dev.muster.schemas.result.RequestStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reads the lines of a scenario:
///
/// ``` # the last seat goes to the lowest offset define T1 capacity=1 fee=50            -> ACCEPTED
/// register P1                            -> ACCEPTED grant P1 100                           ->
/// ACCEPTED balance=100 enroll P1 T1 max-fee=60 key=k1 as r1   -> ENROLLED charged=50 balance=50
/// repeat r1                              -> ENROLLED charged=50 balance=50 enroll P2 T1
/// -> REJECTED PLAYER_NOT_FOUND expect T1 enrolled=1 left=0 ```
///
/// `key=k1` sends a request under an Idempotency-Key; the same key and body again is the same
/// request. `as r1` names a request (and gives it a key if it has none), `repeat r1` sends it
/// again. Amounts that the right side leaves out may be any.
final class ScenarioParser {
  private final String file;
  private final Cast cast;
  private final Map<String, Request> named = new HashMap<>();

  ScenarioParser(String file, Cast cast) {
    this.file = file;
    this.cast = cast;
  }

  /// @throws ScenarioException if a line cannot be read; it names the line
  List<Step> parse(String text) {
    List<Step> steps = new ArrayList<>();
    int number = 0;
    for (String raw : text.split("\n", -1)) {
      number++;
      String line = raw.contains("#") ? raw.substring(0, raw.indexOf('#')) : raw;
      if (!line.isBlank()) {
        steps.add(step(number, line.strip()));
      }
    }
    return steps;
  }

  private Step step(int number, String text) {
    String source = file + ":" + number + ": " + text;
    int arrow = text.indexOf("->");
    Line left = new Line(file, number, arrow < 0 ? text : text.substring(0, arrow));
    String verb = left.word("a verb");
    if (verb.equals("expect")) {
      if (arrow >= 0) {
        throw left.error("an expect line has no '->'");
      }
      var check = new Step.Check(source, Expectation.read(left, cast));
      left.end();
      return check;
    }
    if (arrow < 0) {
      throw left.error("'->' and the expected outcome are missing");
    }
    Request request = verb.equals("repeat") ? repeated(left) : request(verb, left);
    left.end();
    return new Step.Ask(source, request, answer(new Line(file, number, text.substring(arrow + 2))));
  }

  private Request repeated(Line line) {
    String name = line.word("the name of a request");
    Request request = named.get(name);
    if (request == null) {
      throw line.error("no line before this one says 'as " + name + "'");
    }
    return request;
  }

  private Request request(String verb, Line line) {
    Command command = Verbs.command(verb, line, cast);
    String key = line.option("key");
    if (!line.takes("as")) {
      return key == null
          ? cast.withoutKey(line.number(), command)
          : cast.underKey(cast.key(key), command);
    }
    String name = line.word("the name of the request");
    Request request = cast.underKey(cast.key(key == null ? "as " + name : key), command);
    if (named.put(name, request) != null) {
      throw line.error("'" + name + "' is the name of an earlier request");
    }
    return request;
  }

  private static Answer answer(Line line) {
    RequestStatus status = line.constant(line.word("an outcome"), RequestStatus.class);
    RejectionReason reason =
        status == RequestStatus.REJECTED
            ? line.constant(line.word("a reason"), RejectionReason.class)
            : null;
    var answer =
        new Answer(
            status,
            reason,
            line.option("charged", "a number", Long::valueOf),
            line.option("refunded", "a number", Long::valueOf),
            line.option("balance", "a number", Long::valueOf));
    line.end();
    return answer;
  }
}
