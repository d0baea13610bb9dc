package io.promferry.gateway;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import io.promferry.gateway.config.LogFormat;
import java.util.Locale;
import org.slf4j.LoggerFactory;

/** Chooses one of the two log layouts that the jar carries. */
final class LogSetup {
  private LogSetup() {}

  static void use(LogFormat format) {
    var context = (LoggerContext) LoggerFactory.getILoggerFactory();
    var configurator = new JoranConfigurator();
    configurator.setContext(context);
    context.reset();
    try {
      configurator.doConfigure(
          LogSetup.class.getResourceAsStream(
              "/logback-" + format.name().toLowerCase(Locale.ROOT) + ".xml"));
    } catch (JoranException e) {
      throw new AssertionError("the jar's own log layout cannot be read", e);
    }
  }
}
