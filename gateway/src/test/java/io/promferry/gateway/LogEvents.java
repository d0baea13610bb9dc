package io.promferry.gateway;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** What a class logs while this is open. */
public final class LogEvents extends AppenderBase<ILoggingEvent> implements AutoCloseable {
  private final List<String> texts = new CopyOnWriteArrayList<>();
  private final Logger logger;

  private LogEvents(Logger logger) {
    this.logger = logger;
    start();
    logger.addAppender(this);
  }

  public static LogEvents of(Class<?> type) {
    return new LogEvents((Logger) LoggerFactory.getLogger(type));
  }

  /** For a class that is not seen from here. */
  public static LogEvents of(String type) {
    return new LogEvents((Logger) LoggerFactory.getLogger(type));
  }

  /** Of every class that logs. */
  public static LogEvents ofAll() {
    return new LogEvents((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME));
  }

  /** Message, values and causes of each event. */
  public List<String> texts() {
    return List.copyOf(texts);
  }

  @Override
  protected void append(ILoggingEvent event) {
    var cause = event.getThrowableProxy();
    texts.add(
        event.getFormattedMessage()
            + " "
            + event.getKeyValuePairs()
            + (cause == null ? "" : ThrowableProxyUtil.asString(cause)));
  }

  @Override
  public void close() {
    logger.detachAppender(this);
  }
}
