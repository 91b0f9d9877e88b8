package dev.muster.quickstart.settings;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;

/// All settings of an application: every component of every record that Spring Boot binds for it,
/// and of the records in them.
final class SettingsCatalog {
  private static final String OURS = "dev.muster.";

  private SettingsCatalog() {}

  /// In the order of the records.
  static List<Setting> of(Application application) {
    List<Setting> settings = new ArrayList<>();
    for (Class<?> bound : bound(application.packages())) {
      String prefix = bound.getAnnotation(ConfigurationProperties.class).value();
      walk(bound, prefix, prefix, bound, settings);
    }
    return settings;
  }

  private static List<Class<?>> bound(List<String> packages) {
    var scanner = new ClassPathScanningCandidateComponentProvider(false);
    scanner.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
    return packages.stream()
        .flatMap(name -> scanner.findCandidateComponents(name).stream())
        .map(BeanDefinition::getBeanClassName)
        .sorted()
        .<Class<?>>map(SettingsCatalog::load)
        .toList();
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void walk(
      Class<?> owner, String bound, String prefix, Class<?> record, List<Setting> settings) {
    Map<String, String> meanings = RecordComments.of(record);
    for (RecordComponent component : record.getRecordComponents()) {
      String name = prefix + "." + kebab(component.getName());
      Class<?> type = component.getType();
      if (type.isRecord() && type.getName().startsWith(OURS)) {
        walk(owner, bound, name, type, settings);
      } else {
        settings.add(
            new Setting(
                owner,
                bound,
                Map.class.isAssignableFrom(type) ? name + ".*" : name,
                type(component.getGenericType()),
                fallback(record, component),
                meanings.getOrDefault(component.getName(), "")));
      }
    }
  }

  private static String kebab(String name) {
    return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  /// The annotation is the constructor parameter's.
  private static String fallback(Class<?> record, RecordComponent component) {
    var constructor = record.getDeclaredConstructors()[0];
    return Stream.of(constructor.getParameters())
        .filter(parameter -> parameter.getName().equals(component.getName()))
        .map(parameter -> parameter.getAnnotation(DefaultValue.class))
        .map(value -> value == null ? "" : String.join(",", value.value()))
        .findFirst()
        .orElse("");
  }

  private static String type(Type type) {
    if (type instanceof ParameterizedType generic) {
      Type[] arguments = generic.getActualTypeArguments();
      if (arguments.length == 2) {
        return "text";
      }
      return type(arguments[0]) + ", comma-separated";
    }
    return named((Class<?>) type);
  }

  private static String named(Class<?> type) {
    if (type.isEnum()) {
      return Stream.of(type.getEnumConstants())
          .map(constant -> "`" + constant.toString().toLowerCase(Locale.ROOT) + "`")
          .collect(Collectors.joining(" or "));
    }
    if (Collection.class.isAssignableFrom(type)) {
      throw new IllegalArgumentException("a list of what? " + type);
    }
    return switch (type.getSimpleName()) {
      case "int", "Integer", "long", "short" -> "whole number";
      case "double" -> "number";
      case "boolean" -> "true or false";
      case "String" -> "text";
      default -> known(type);
    };
  }

  private static String known(Class<?> type) {
    if (type == Duration.class) {
      return "duration";
    } else if (type == UUID.class) {
      return "UUID";
    } else if (type == ZoneId.class) {
      return "time zone";
    }
    throw new IllegalArgumentException("say how one writes a " + type);
  }
}
