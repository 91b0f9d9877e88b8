package dev.muster.quickstart.rehearse;

import dev.muster.quickstart.system.UserErrorException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/// A place in a plan that knows its line and how it is called.
final class PlanNode {
  private final String file;
  private final String path;
  private final Node node;

  private PlanNode(String file, String path, Node node) {
    this.file = file;
    this.path = path;
    this.node = node;
  }

  /// The whole of a text.
  ///
  /// @throws UserErrorException if it is no YAML
  static PlanNode parse(String file, String text) {
    Node root;
    try {
      root = new Yaml(new LoaderOptions()).compose(new StringReader(text));
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
      throw new UserErrorException("%s:%d: %s".formatted(file, line, e.getProblem()));
    }
    if (root == null) {
      throw new UserErrorException(file + ": is empty");
    }
    return new PlanNode(file, "", root);
  }

  /// A mistake in it.
  UserErrorException wrong(String why) {
    return new UserErrorException(
        "%s:%d: %s%s"
            .formatted(
                file, node.getStartMark().getLine() + 1, path.isEmpty() ? "" : path + ": ", why));
  }

  boolean has(String name) {
    return find(name) != null;
  }

  PlanNode field(String name) {
    PlanNode found = find(name);
    if (found == null) {
      throw wrong("'" + name + "' is missing");
    }
    return found;
  }

  void requireOnly(Set<String> names) {
    for (NodeTuple field : fields()) {
      String name = ((ScalarNode) field.getKeyNode()).getValue();
      if (!names.contains(name)) {
        throw new PlanNode(file, path(name), field.getKeyNode()).wrong("there is no such field");
      }
    }
  }

  List<PlanNode> items() {
    if (!(node instanceof SequenceNode sequence)) {
      throw wrong("must be a list");
    }
    List<PlanNode> items = new ArrayList<>();
    for (Node item : sequence.getValue()) {
      items.add(new PlanNode(file, "%s[%d]".formatted(path, items.size()), item));
    }
    return items;
  }

  String text() {
    if (!(node instanceof ScalarNode scalar)) {
      throw wrong("must be one word");
    }
    return scalar.getValue();
  }

  double number(double min, double max) {
    String text = text();
    try {
      double value = Double.parseDouble(text);
      if (value >= min && value <= max) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw wrong("'" + text + "' is no number");
    }
    throw wrong("is %s, but must be from %,.0f to %,.0f".formatted(text, min, max));
  }

  private @Nullable PlanNode find(String name) {
    for (NodeTuple field : fields()) {
      if (((ScalarNode) field.getKeyNode()).getValue().equals(name)) {
        return new PlanNode(file, path(name), field.getValueNode());
      }
    }
    return null;
  }

  private List<NodeTuple> fields() {
    if (!(node instanceof MappingNode mapping)
        || !mapping.getValue().stream().allMatch(t -> t.getKeyNode() instanceof ScalarNode)) {
      throw wrong("must be a list of 'name: value'");
    }
    return mapping.getValue();
  }

  private String path(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
