package dev.muster.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Every Java file of the repository keeps the house rules; see [Tidy].
class TidyTest {
  private static final String MAIN = "worker/src/main/java/a/A.java";
  private static final String TEST = "worker/src/test/java/a/ATest.java";
  private static final String CORE = "worker/src/main/java/a/decision/A.java";
  private static final String INTAKE = "worker/src/main/java/a/intake/A.java";

  @Test
  void everyFileIsTidy() throws IOException {
    Path root = root();
    List<String> findings = new ArrayList<>();
    List<Path> files = javaFiles(root);
    for (Path file : files) {
      String path = root.relativize(file).toString().replace('\\', '/');
      findings.addAll(Tidy.findings(path, Files.readString(file, UTF_8)));
    }

    assertThat(files).hasSizeGreaterThan(50);
    assertThat(findings).isEmpty();
  }

  private static List<Path> javaFiles(Path root) throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path module : list(root)) {
      Path sources = module.resolve("src");
      if (Files.isDirectory(sources)) {
        try (Stream<Path> all = Files.walk(sources)) {
          files.addAll(all.filter(file -> file.toString().endsWith(".java")).toList());
        }
      }
    }
    return files;
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> children = Files.list(folder)) {
      return children.toList();
    }
  }

  /// The folder of the parent POM: the highest one with a POM on the way up from here.
  private static Path root() {
    Path root = Path.of("").toAbsolutePath();
    while (root.getParent() != null && Files.exists(root.getParent().resolve("pom.xml"))) {
      root = root.getParent();
    }
    return root;
  }

  static Stream<Arguments> untidy() {
    String query = "\"select id from player where id = \"";
    return Stream.of(
        Arguments.of(MAIN, "class A {" + "\n".repeat(300) + "}", "301 lines: split it"),
        Arguments.of(MAIN, "class A { void a() {" + "\n".repeat(70) + "} }", "71 lines: split it"),
        Arguments.of(CORE, body("Instant.now();"), "take the time from the log entry"),
        Arguments.of(CORE, body("System.currentTimeMillis();"), "take the time from the log"),
        Arguments.of(CORE, body("UUID.randomUUID();"), "ids from the request"),
        Arguments.of(MAIN, "class A { @Autowired Object b; }", "field injection"),
        Arguments.of(MAIN, body("try { b(); } catch (Exception e) { }"), "catches everything"),
        Arguments.of(MAIN, body("try { b(); } catch (Throwable e) { }"), "catches everything"),
        Arguments.of(TEST, body("Thread.sleep(5);"), "wait for the signal"),
        Arguments.of(TEST, body("System.out.println();"), "System.out in a test"),
        Arguments.of(TEST, "class A { @Disabled void a() {} }", "switched off"),
        Arguments.of(MAIN, body("b(\"SELECT %s FROM a\");".formatted("*")), "name the columns"),
        Arguments.of(MAIN, body("b(" + query + " + id);"), "string-built SQL"),
        Arguments.of(MAIN, body("b(\"delete from \" + table);"), "string-built SQL"),
        Arguments.of(MAIN, body("b(\"update player set a = %d\".formatted(1));"), "string-built"),
        Arguments.of(
            MAIN, body("String.format(\"insert into a values (%d)\", 1);"), "string-built"),
        Arguments.of(MAIN, constant(query, "b(Q + id);"), "string-built SQL"),
        Arguments.of(MAIN, constant(query, "b(Q.formatted(1));"), "string-built SQL"),
        Arguments.of(MAIN, "class A {} // TO" + "DO later", "unfinished"),
        Arguments.of(MAIN, "/* FIX" + "ME */ class A {}", "unfinished"),
        Arguments.of(MAIN, "class SeatManager {}", "name it by what it does"),
        Arguments.of(MAIN, "interface SeatHelper {}", "name it by what it does"),
        Arguments.of(MAIN, "record SeatUtil() {}", "name it by what it does"),
        Arguments.of(MAIN, "class A { static class SeatUtils {} }", "name it by what it does"),
        Arguments.of(MAIN, "enum SeatCommon {}", "name it by what it does"),
        Arguments.of(MAIN, "class SeatImpl {}", "name it by what it does"));
  }

  @ParameterizedTest
  @MethodSource("untidy")
  void anUntidyFileIsNamedWithWhatToDo(String path, String source, String advice) {
    assertThat(Tidy.findings(path, source))
        .singleElement()
        .asString()
        .startsWith(path + ":")
        .contains(advice);
  }

  static Stream<Arguments> tidy() {
    return Stream.of(
        Arguments.of(MAIN, "class A {" + "\n".repeat(299) + "}"),
        Arguments.of(MAIN, "class A { void a() {" + "\n".repeat(69) + "} }"),
        Arguments.of(MAIN, body("Instant.now(); UUID.randomUUID(); Thread.sleep(5);")),
        Arguments.of(MAIN, body("System.out.println(\"Thread.sleep(5)\");")),
        Arguments.of(MAIN, "class A { @Autowired A(Object b) {} }"),
        Arguments.of(INTAKE, body("try { b(); } catch (Exception e) { }")),
        Arguments.of(MAIN, body("try { b(); } catch (IllegalStateException e) { }")),
        Arguments.of(MAIN, body("b(\"select count(*) from a\");")),
        Arguments.of(MAIN, constant("\"select id from player where id = ?\"", "b(Q);")),
        Arguments.of(MAIN, body("b(\"cannot select \" + seat);")),
        Arguments.of(MAIN, body("b(\"update of %s failed\".formatted(seat));")),
        Arguments.of(MAIN, "class Implement {}"));
  }

  @ParameterizedTest
  @MethodSource("tidy")
  void aTidyFileIsLeftAlone(String path, String source) {
    assertThat(Tidy.findings(path, source)).isEmpty();
  }

  private static String body(String statements) {
    return "class A { void a() { " + statements + " } }";
  }

  private static String constant(String value, String statements) {
    return "class A { static final String Q = " + value + "; void a() { " + statements + " } }";
  }
}
