package io.promferry.loadtests.driver;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what it is told, as text. */
final class Told implements Deliveries {
  private final List<String> events = new CopyOnWriteArrayList<>();

  @Override
  public void sending(int tenant, BodyTemplate body, long timestamp, int generation) {
    add("sending", tenant, body, timestamp);
  }

  @Override
  public void acknowledged(int tenant, BodyTemplate body, long timestamp, int generation) {
    add("acknowledged", tenant, body, timestamp);
  }

  @Override
  public void dropped(int tenant, BodyTemplate body, long timestamp, int generation, int status) {
    add("dropped for " + status, tenant, body, timestamp);
  }

  private void add(String what, int tenant, BodyTemplate body, long timestamp) {
    events.add("%s %d/%d@%d".formatted(what, tenant, body.number(), timestamp - Plans.FIRST));
  }

  /** For example {@code sending 0/2@1000}: tenant, body, milliseconds since the first scrape. */
  List<String> events() {
    return events;
  }
}
