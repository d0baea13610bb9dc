package io.promferry.gateway.events;

import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Everything that is logged above DEBUG: that something has changed, never that a request came. The
 * names are a contract, and explained in {@code gateway/docs/events.md}.
 */
public enum LogEvent {
  GATEWAY_STARTED(Level.INFO),
  GATEWAY_DRAINING(Level.INFO),
  GATEWAY_STOPPED(Level.INFO),
  GATEWAY_STOPPED_LATE(Level.WARN),
  CONFIG_RELOADED(Level.INFO),
  CONFIG_REFUSED(Level.ERROR),
  CONFIG_NEEDS_RESTART(Level.WARN),
  FILES_RELOADED(Level.INFO),
  FILES_REFUSED(Level.ERROR),

  TENANTS_RELOADED(Level.INFO),
  TENANTS_REFUSED(Level.ERROR),
  TENANTS_CHECK_FAILED(Level.ERROR),
  TENANT_ENTRY_REFUSED(Level.WARN),
  TENANT_ENTRY_MENDED(Level.INFO),
  TENANTS_WATCH_FAILED(Level.WARN),
  TENANTS_WATCH_LOST(Level.WARN),
  TENANTS_WATCH_RESTORED(Level.INFO),

  TENANT_SOURCE_NEW(Level.INFO),
  TENANT_SOURCE_UNEXPECTED(Level.WARN),
  STRANGER_REFUSED(Level.INFO),
  CONNECTIONS_REFUSED(Level.WARN),
  ISSUER_KEYS_LOADED(Level.INFO),
  ISSUER_KEYS_UNAVAILABLE(Level.ERROR),

  UPSTREAM_DOWN(Level.WARN),
  UPSTREAM_UP(Level.INFO),
  UPSTREAM_VERSION_REFUSED(Level.INFO),
  UPSTREAM_TLS_BROKEN(Level.WARN),
  UPSTREAM_ADDRESS_FAILED(Level.WARN),
  UPSTREAM_ADDRESS_WORKS(Level.INFO),
  UPSTREAM_NAME_UNRESOLVED(Level.WARN),
  UPSTREAM_NAME_RESOLVED(Level.INFO),

  REPLICAS_UNRESOLVED(Level.WARN),
  REPLICAS_RESOLVED(Level.INFO),
  REPLICA_DOWN(Level.WARN),
  REPLICA_UP(Level.INFO),
  REPLICA_UNREADABLE(Level.ERROR),
  DISCOVERY_KIND_ABSENT(Level.INFO),
  DISCOVERY_WATCH_FAILED(Level.WARN),
  DISCOVERY_WATCH_RESTORED(Level.INFO),
  DISCOVERY_OBJECT_UNREADABLE(Level.WARN),

  AUTHENTICATION_ERROR(Level.ERROR),
  WRITE_ERROR(Level.ERROR),
  TARGETS_ERROR(Level.ERROR),
  ISSUER_KEYS_ERROR(Level.ERROR),
  TENANTS_REPORT_ERROR(Level.ERROR),
  STATUS_PAGE_ERROR(Level.ERROR),
  EXPLAIN_ERROR(Level.ERROR);

  private final Level level;

  LogEvent(Level level) {
    this.level = level;
  }

  public Level level() {
    return level;
  }

  /** The value of the key {@code event}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Begins to log it, at its level. */
  public LoggingEventBuilder on(Logger logger) {
    return logger.atLevel(level).addKeyValue("event", word());
  }
}
