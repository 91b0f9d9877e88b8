package dev.muster.quickstart.bench.http;

import dev.muster.ingest.http.SmallBuffersProtocol;
import dev.muster.ingest.request.RequestIds;
import dev.muster.quickstart.bench.decide.Arena;
import dev.muster.quickstart.bench.decide.Callers;
import dev.muster.quickstart.bench.decide.OriginalSession;
import dev.muster.telemetry.Managed;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/// The same server as the API's, with the API's own settings, and two other endpoints: one that
/// decides in the request as the original design does, and one that only reads and answers.
public final class ComparisonServer {
  /// The path that decides in the request.
  static final String SYNCHRONOUS = "/synchronous/enrollment-requests";

  /// The path that does nothing but read and answer.
  static final String BARE = "/bare/enrollment-requests";

  /// Where it finds its database.
  static final String DATABASE_URL = "BENCH_DATABASE_URL";

  private ComparisonServer() {}

  public static void main(String[] args) {
    var application = new SpringApplication(Serving.class);
    application.setMainApplicationClass(ComparisonServer.class);
    application.setWebApplicationType(WebApplicationType.SERVLET);
    application.setDefaultProperties(Map.of("spring.config.name", "ingest-api"));
    var _ = application.run(args);
  }

  @SpringBootConfiguration(proxyBeanMethods = false)
  @Managed
  static class Serving {
    @Bean
    BlockingQueue<OriginalSession> sessions(Environment environment) throws SQLException {
      Arena arena = Arena.at(environment.getRequiredProperty(DATABASE_URL));
      BlockingQueue<OriginalSession> sessions = new ArrayBlockingQueue<>(Callers.CONNECTIONS);
      for (int i = 0; i < Callers.CONNECTIONS; i++) {
        sessions.add(new OriginalSession(arena.connections().getConnection()));
      }
      return sessions;
    }

    @Bean
    ServletRegistrationBean<SynchronousServlet> synchronous(
        BlockingQueue<OriginalSession> sessions) {
      return new ServletRegistrationBean<>(
          new SynchronousServlet(new RequestIds("comparison"), sessions), SYNCHRONOUS);
    }

    @Bean
    ServletRegistrationBean<BareServlet> bare() {
      return new ServletRegistrationBean<>(new BareServlet(new RequestIds("comparison")), BARE);
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> smallBuffers() {
      return factory -> {
        factory.setProtocol(SmallBuffersProtocol.class.getName());
        factory.addConnectorCustomizers(SmallBuffersProtocol::connect);
      };
    }
  }
}
