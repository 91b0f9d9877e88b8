package dev.muster.quickstart.settings;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/// Binds settings as Spring Boot does at the start of an application.
final class Binding {
  private Binding() {}

  /// What is said of an application's settings with one of them given, or left out.
  ///
  /// @param value null to leave it out
  /// @return null if they are fine
  static @Nullable Throwable refusal(
      Application application, Setting setting, String name, @Nullable String value) {
    Map<String, String> properties = new HashMap<>(application.required());
    if (value == null) {
      properties.remove(name);
    } else {
      properties.put(name, value);
    }
    return refusal(setting, new Binder(new MapConfigurationPropertySource(properties)));
  }

  /// What is said of them with one variable of the environment.
  static @Nullable Throwable refusalOfVariable(
      Application application, Setting setting, String variable, String value) {
    var sources = new MutablePropertySources();
    sources.addLast(
        new SystemEnvironmentPropertySource(
            StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, Map.of(variable, value)));
    sources.addLast(new MapPropertySource("required", new HashMap<>(application.required())));
    return refusal(setting, new Binder(ConfigurationPropertySources.from(sources)));
  }

  private static @Nullable Throwable refusal(Setting setting, Binder binder) {
    try {
      var _ = binder.bindOrCreate(setting.prefix(), Bindable.of(setting.owner()));
      return null;
    } catch (BindException e) {
      return e;
    }
  }

  /// The words of the innermost cause.
  static String reason(Throwable refusal) {
    Throwable root = refusal;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage());
  }

  /// Everything that is said of it.
  static String told(Throwable refusal) {
    var told = new StringBuilder();
    for (@Nullable Throwable each = refusal; each != null; each = each.getCause()) {
      told.append(each.getMessage()).append('\n');
    }
    return told.toString();
  }
}
