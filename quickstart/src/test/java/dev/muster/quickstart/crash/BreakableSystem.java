package dev.muster.quickstart.crash;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Gives a test class a [CrashSystem] of its own, stopped after its last test, and mends it before
/// each.
final class BreakableSystem implements BeforeAllCallback, BeforeEachCallback, ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(BreakableSystem.class);

  @Override
  public void beforeAll(ExtensionContext context) {
    context.getStore(NAMESPACE).put(CrashSystem.class, CrashSystem.start());
  }

  @Override
  public void beforeEach(ExtensionContext context) throws Exception {
    system(context).mend();
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == CrashSystem.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return system(context);
  }

  private static CrashSystem system(ExtensionContext context) {
    CrashSystem system = context.getStore(NAMESPACE).get(CrashSystem.class, CrashSystem.class);
    if (system == null) {
      throw new IllegalStateException("not started");
    }
    return system;
  }
}
