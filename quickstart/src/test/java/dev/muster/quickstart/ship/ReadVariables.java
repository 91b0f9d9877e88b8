package dev.muster.quickstart.ship;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Which environment variables an application really reads: its settings records are bound by
/// Spring itself, and whoever is not asked for is read by nobody.
final class ReadVariables {
  private static final String METADATA = "META-INF/spring-configuration-metadata.json";
  /// The name by which Spring knows how to read it.
  private static final String SOURCE = "systemEnvironment";

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private ReadVariables() {}

  /// Those of the variables that the settings records of a package read.
  ///
  /// @throws RuntimeException if a value is refused by a record, with the setting's name
  static Set<String> of(String packageName, Map<String, String> environment) {
    Set<String> read = new TreeSet<>();
    var sources = new MutablePropertySources();
    sources.addFirst(new SystemEnvironmentPropertySource(SOURCE, new HashMap<>(environment)));
    var binder = new Binder(ConfigurationPropertySources.from(sources));
    for (Class<?> settings : settings(packageName)) {
      ConfigurationProperties annotation =
          AnnotationUtils.findAnnotation(settings, ConfigurationProperties.class);
      if (annotation != null) {
        var _ = binder.bindOrCreate(annotation.value(), Bindable.of(settings), new Noting(read));
      }
    }
    return read;
  }

  /// Spring Boot's own settings, as its libraries describe them, by their variables.
  static Set<String> ofSpringBoot() {
    Set<String> variables = new TreeSet<>();
    try {
      for (URL url :
          Collections.list(ReadVariables.class.getClassLoader().getResources(METADATA))) {
        try (InputStream in = url.openStream()) {
          JsonNode properties = JSON.readTree(in).path("properties");
          properties.forEach(property -> variables.add(variable(property.path("name").asString())));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return variables;
  }

  private static String variable(String property) {
    return property.replace("-", "").replace('.', '_').toUpperCase(Locale.ROOT);
  }

  private static List<Class<?>> settings(String packageName) {
    var scanner =
        new ClassPathScanningCandidateComponentProvider(false) {
          @Override
          protected boolean isCandidateComponent(AnnotatedBeanDefinition definition) {
            return true; // Records are final, which no component may be.
          }
        };
    scanner.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
    return scanner.findCandidateComponents(packageName).stream()
        .<Class<?>>map(found -> load(String.valueOf(found.getBeanClassName())))
        .toList();
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Writes down where each value came from.
  private record Noting(Set<String> read) implements BindHandler {
    @Override
    public Object onSuccess(
        ConfigurationPropertyName name, Bindable<?> target, BindContext context, Object result) {
      ConfigurationProperty property = context.getConfigurationProperty();
      if (property != null && property.getOrigin() instanceof PropertySourceOrigin origin) {
        read.add(origin.getPropertyName());
      }
      return result;
    }
  }
}
