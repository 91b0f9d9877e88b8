package dev.muster.quickstart.settings;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The tables of `docs/configuration.md`.
final class ConfigurationPage {
  static final String BEGIN =
      "<!-- generated from the settings records; see ConfigurationPageTest -->";
  static final String END = "<!-- end of what is generated -->";

  private static final Pattern ISO_DURATION = Pattern.compile("\\bP(?:\\d+D)?(?:T[0-9.HMS]+)?\\b");

  private ConfigurationPage() {}

  /// The page with its tables made anew, and what stands around them as it is.
  static String renewed(String page) {
    int begin = page.indexOf(BEGIN);
    int end = page.indexOf(END);
    return page.substring(0, begin) + BEGIN + "\n\n" + tables() + page.substring(end);
  }

  private static String tables() {
    var tables = new StringBuilder();
    for (Application application : Application.ALL) {
      tables.append("## ").append(application.name()).append("\n\n");
      tables.append("| setting | environment variable | type | default | meaning |\n");
      tables.append("| --- | --- | --- | --- | --- |\n");
      SettingsCatalog.of(application).forEach(setting -> tables.append(row(application, setting)));
      tables.append('\n');
    }
    return tables.toString();
  }

  private static String row(Application application, Setting setting) {
    return "| `%s` | `%s` | %s | %s | %s |%n"
        .formatted(
            setting.name(),
            setting.variable(),
            setting.type(),
            fallback(application, setting),
            meaning(application, setting))
        .replace("\r\n", "\n");
  }

  private static String fallback(Application application, Setting setting) {
    if (Binding.refusal(application, setting, setting.name(), null) != null) {
      return "**required**";
    }
    return setting.fallback().isEmpty() ? "" : "`" + setting.fallback() + "`";
  }

  private static String meaning(Application application, Setting setting) {
    String meaning = setting.meaning();
    String sentence = Character.toUpperCase(meaning.charAt(0)) + meaning.substring(1) + ".";
    String bounds = bounds(application, setting);
    return bounds.isEmpty() ? sentence : sentence + " It " + bounds + ".";
  }

  /// What somebody is told who sets it to a value out of bounds.
  private static String bounds(Application application, Setting setting) {
    String bad = BadValues.ALL.get(setting.name());
    @Nullable Throwable refusal =
        bad == null ? null : Binding.refusal(application, setting, setting.name(), bad);
    if (refusal == null) {
      return "";
    }
    String reason = Binding.reason(refusal);
    String must = setting.name() + " must ";
    int required = reason.indexOf(" is required and must ");
    if (required > 0) {
      return reason.substring(required).replace(" is required and", "").strip();
    }
    return reason.startsWith(must) ? "must " + readable(reason.substring(must.length())) : "";
  }

  private static String readable(String bounds) {
    return ISO_DURATION.matcher(bounds).replaceAll(iso -> simple(Duration.parse(iso.group())));
  }

  private static String simple(Duration duration) {
    record Unit(String name, Duration length) {}
    List<Unit> units =
        List.of(
            new Unit("d", Duration.ofDays(1)),
            new Unit("h", Duration.ofHours(1)),
            new Unit("m", Duration.ofMinutes(1)),
            new Unit("s", Duration.ofSeconds(1)));
    for (Unit unit : units) {
      if (duration.toMillis() % unit.length().toMillis() == 0) {
        return duration.dividedBy(unit.length()) + unit.name();
      }
    }
    return duration.toMillis() + "ms";
  }
}
