package io.promferry.gateway.config;

/** How the process logs: lines for people, or JSON for machines. */
public enum LogFormat {
  TEXT,
  JSON
}
