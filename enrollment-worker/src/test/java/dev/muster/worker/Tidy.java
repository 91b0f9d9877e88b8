package dev.muster.worker;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CatchTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import javax.lang.model.element.Modifier;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/// The house rules that a machine can read off one source file. It looks at the syntax tree, so
/// words in strings and comments are not mistaken for code.
final class Tidy extends TreeScanner<@Nullable Void, @Nullable Void> {
  private static final int FILE_LINES_MAX = 300;
  private static final int METHOD_LINES_MAX = 70;
  private static final Pattern UNFINISHED = Pattern.compile("\\b(TO" + "DO|FIX" + "ME)\\b");
  private static final Pattern VAGUE_NAME =
      Pattern.compile(".*(Manager|Helper|Utils?|Common|Impl)$");
  private static final Pattern STAR = Pattern.compile("(?i)\\bselect\\s+(\\w+\\.)?\\*");
  private static final Pattern SQL =
      Pattern.compile(
          "(?is)\\s*(select\\b.+\\bfrom\\b|insert\\s+into\\b|update\\s+\\S+\\s+(\\w+\\s+)?set\\b"
              + "|delete\\s+from\\b|with\\s+\\w+\\s+as\\b).*");

  private final String path;
  private final CompilationUnitTree unit;
  private final SourcePositions positions;
  private final Set<String> sqlConstants = new HashSet<>();
  private final List<String> findings = new ArrayList<>();

  private Tidy(String path, CompilationUnitTree unit, SourcePositions positions) {
    this.path = path;
    this.unit = unit;
    this.positions = positions;
  }

  /// What is untidy about a file, each with its place and what to do instead.
  ///
  /// @param path inside the repository, with slashes
  static List<String> findings(String path, String source) {
    var compiler = ToolProvider.getSystemJavaCompiler();
    var file =
        new SimpleJavaFileObject(URI.create("tidy:/" + path), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
          }
        };
    var task = (JavacTask) compiler.getTask(null, null, null, null, null, List.of(file));
    try {
      CompilationUnitTree unit = task.parse().iterator().next();
      var tidy = new Tidy(path, unit, Trees.instance(task).getSourcePositions());
      tidy.inspectText(source);
      tidy.scan(unit, null);
      return tidy.findings;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void inspectText(String source) {
    List<String> lines = source.lines().toList();
    if (lines.size() > FILE_LINES_MAX) {
      report(lines.size(), lines.size() + " lines: split it, " + FILE_LINES_MAX + " is the limit");
    }
    for (int i = 0; i < lines.size(); i++) {
      if (UNFINISHED.matcher(lines.get(i)).find()) {
        report(i + 1, "unfinished: finish it or file an issue");
      }
    }
  }

  @Override
  public @Nullable Void visitClass(ClassTree tree, @Nullable Void none) {
    if (VAGUE_NAME.matcher(tree.getSimpleName()).matches()) {
      report(tree, "'" + tree.getSimpleName() + "' says nothing: name it by what it does");
    }
    for (Tree member : tree.getMembers()) {
      if (member instanceof VariableTree field) {
        for (AnnotationTree annotation : field.getModifiers().getAnnotations()) {
          if (isNamed(annotation.getAnnotationType(), "Autowired")) {
            report(field, "field injection: pass it to the constructor in the wiring class");
          }
        }
        boolean constant = field.getModifiers().getFlags().contains(Modifier.FINAL);
        if (constant && field.getInitializer() != null && isSql(field.getInitializer())) {
          sqlConstants.add(field.getName().toString());
        }
      }
    }
    return super.visitClass(tree, null);
  }

  @Override
  public @Nullable Void visitMethod(MethodTree tree, @Nullable Void none) {
    long length = line(end(tree)) - line(start(tree)) + 1;
    if (length > METHOD_LINES_MAX) {
      report(tree, length + " lines: split it, " + METHOD_LINES_MAX + " is the limit");
    }
    return super.visitMethod(tree, null);
  }

  @Override
  public @Nullable Void visitAnnotation(AnnotationTree tree, @Nullable Void none) {
    if (isNamed(tree.getAnnotationType(), "Disabled")) {
      report(tree, "a test that is switched off: mend it or delete it");
    }
    return super.visitAnnotation(tree, null);
  }

  @Override
  public @Nullable Void visitCatch(CatchTree tree, @Nullable Void none) {
    String type = String.valueOf(tree.getParameter().getType());
    if ((type.equals("Exception") || type.equals("Throwable")) && !path.contains("/intake/")) {
      report(tree, "catches everything: name the exceptions, or leave them to intake");
    }
    return super.visitCatch(tree, null);
  }

  @Override
  public @Nullable Void visitMethodInvocation(MethodInvocationTree tree, @Nullable Void none) {
    if (tree.getMethodSelect() instanceof MemberSelectTree select) {
      String called = select.toString();
      if (!isTest() && path.contains("/decision/") && isImpure(called)) {
        report(tree, called + ": take the time from the log entry and ids from the request");
      }
      if (isTest() && called.equals("Thread.sleep")) {
        report(tree, "Thread.sleep in a test: wait for the signal itself");
      }
      boolean format = called.equals("String.format");
      ExpressionTree text =
          format && !tree.getArguments().isEmpty()
              ? tree.getArguments().getFirst()
              : select.getExpression();
      if ((format || called.endsWith(".formatted")) && isSql(text)) {
        report(tree, "string-built SQL: bind a parameter");
      }
    }
    return super.visitMethodInvocation(tree, null);
  }

  private static boolean isImpure(String called) {
    return called.equals("Instant.now")
        || called.equals("System.currentTimeMillis")
        || called.equals("System.nanoTime")
        || called.equals("UUID.randomUUID");
  }

  @Override
  public @Nullable Void visitMemberSelect(MemberSelectTree tree, @Nullable Void none) {
    if (isTest() && tree.toString().equals("System.out")) {
      report(tree, "System.out in a test: assert it");
    }
    return super.visitMemberSelect(tree, null);
  }

  @Override
  public @Nullable Void visitLiteral(LiteralTree tree, @Nullable Void none) {
    if (tree.getValue() instanceof String text && STAR.matcher(text).find()) {
      report(tree, "a star in a select: name the columns");
    }
    return super.visitLiteral(tree, null);
  }

  @Override
  public @Nullable Void visitBinary(BinaryTree tree, @Nullable Void none) {
    if (tree.getKind() == Tree.Kind.PLUS && isSql(tree)) {
      report(tree, "string-built SQL: one text block, and bind a parameter");
      return null;
    }
    return super.visitBinary(tree, null);
  }

  private boolean isSql(ExpressionTree tree) {
    return SQL.matcher(text(tree)).matches()
        || (tree instanceof IdentifierTree name && sqlConstants.contains(name.toString()))
        || (tree instanceof BinaryTree binary
            && (isSql(binary.getLeftOperand()) || isSql(binary.getRightOperand())));
  }

  /// The text that an expression builds, with a mark for what is put in.
  private static String text(ExpressionTree tree) {
    return switch (tree) {
      case LiteralTree literal -> String.valueOf(literal.getValue());
      case ParenthesizedTree inner -> text(inner.getExpression());
      case BinaryTree sum -> text(sum.getLeftOperand()) + text(sum.getRightOperand());
      default -> "?";
    };
  }

  private static boolean isNamed(Tree type, String simpleName) {
    return type.toString().equals(simpleName) || type.toString().endsWith("." + simpleName);
  }

  private boolean isTest() {
    return path.contains("src/test/");
  }

  private long start(Tree tree) {
    return positions.getStartPosition(unit, tree);
  }

  private long end(Tree tree) {
    return positions.getEndPosition(unit, tree);
  }

  private long line(long position) {
    return unit.getLineMap().getLineNumber(position);
  }

  private void report(Tree tree, String finding) {
    report(line(start(tree)), finding);
  }

  private void report(long line, String finding) {
    findings.add(path + ":" + line + ": " + finding);
  }
}
