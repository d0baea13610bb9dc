package io.promferry.gateway.upstream;

import io.promferry.gateway.config.UpstreamConfig;
import io.promferry.gateway.config.UpstreamConfig.Protocol;
import io.promferry.gateway.events.LogEvent;
import io.promferry.gateway.limits.ByteBudget;
import io.promferry.gateway.pipeline.OutgoingWrite;
import io.promferry.gateway.telemetry.UpstreamMeters;
import io.promferry.gateway.upstream.Exchange.Result;
import io.promferry.gateway.wire.BodyForm;
import io.promferry.gateway.wire.WriteVersion;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One central store. Holds nothing but what it has learned about it: a write that cannot be handed
 * over now is answered so at once or within its deadline. Thread-safe.
 */
public final class Upstream {
  private static final Logger logger = LoggerFactory.getLogger(Upstream.class);

  private final UpstreamConfig config;
  private final Vertx vertx;
  private final UpstreamMeters meters;
  private final Transport transport;
  private final Capability capability;
  private final UpstreamForms forms;
  private final RefusalMemory refusals = new RefusalMemory();
  private final ByteBudget optionalBytes;
  private final Room room;
  private final UpstreamHealth health;

  public Upstream(
      UpstreamConfig config,
      String userAgent,
      Vertx vertx,
      UpstreamMeters meters,
      InstantSource clock) {
    this.config = config;
    this.vertx = vertx;
    this.meters = meters;
    this.transport = new Transport(config, userAgent, vertx);
    this.capability = new Capability(config.protocol(), System::nanoTime);
    this.forms = new UpstreamForms(config);
    this.optionalBytes = new ByteBudget(config.inFlightBytes());
    this.room = new Room(config, meters, System::nanoTime);
    this.health = new UpstreamHealth(config.name(), clock);
  }

  public UpstreamConfig config() {
    return config;
  }

  String name() {
    return config.name();
  }

  boolean isRequired() {
    return config.required();
  }

  /** Bytes of writes that may be under way to an optional upstream. */
  ByteBudget optionalBytes() {
    return optionalBytes;
  }

  Room room() {
    return room;
  }

  /** The form in which a write that came in {@code sent} is to be tried first. */
  BodyForm formFor(WriteVersion sent) {
    return form(sent, versionFor(sent));
  }

  /** The form in which a write that came in {@code sent} goes out in {@code version}. */
  BodyForm form(WriteVersion sent, WriteVersion version) {
    return forms.get(sent, version);
  }

  WriteVersion versionFor(WriteVersion sent) {
    return capability.versionFor(sent);
  }

  boolean mayTake(WriteVersion version) {
    return capability.mayTake(version);
  }

  void refuses(WriteVersion version) {
    if (config.protocol() == Protocol.AUTO && capability.mayTake(version)) {
      LogEvent.UPSTREAM_VERSION_REFUSED
          .on(logger)
          .addKeyValue("upstream", name())
          .addKeyValue("version", version.tag())
          .log("upstream does not understand this version");
    }
    capability.refuses(version);
  }

  RefusalMemory refusals() {
    return refusals;
  }

  /** Whether the store has kept nothing of an RW1 request that it answered so. */
  boolean rollsBack(StoreAnswer answer) {
    return switch (config.rollsBack()) {
      case TRUE -> true;
      case FALSE -> false;
      case AUTO -> answer.saysRolledBack();
    };
  }

  /** A store that was away may come back as another one. */
  void noticed(Result result) {
    if (!(result instanceof Result.Answered)) {
      capability.forget();
    }
  }

  /** Looks again at everything that has been learned, and at every file that is named: a reload. */
  public void recheck() {
    capability.forget();
    transport.recheckFiles();
  }

  /**
   * Sends a write on its way for which room was taken, and gives that back when it ends, within
   * {@code budget}.
   */
  UpstreamWrite deliver(OutgoingWrite write, Sender sender, Duration budget, BodyWork work) {
    meters.started();
    long start = System.nanoTime();
    var attempts = new Attempts(vertx, name(), transport, room, meters, config.timeout(), budget);
    var delivery = new UpstreamWrite(this, write, sender, attempts, work);
    delivery
        .future()
        .onComplete(_ -> room.release(sender.holder()))
        .onComplete(
            done -> finished(done, sender, System.nanoTime() - start),
            _ -> meters.finished("internal_error", System.nanoTime() - start));
    return delivery.start();
  }

  /** Lets what is in flight finish within the grace period, then closes the connections. */
  public Future<Void> close(Duration grace) {
    return transport.close(grace);
  }

  private void finished(Delivery delivery, Sender sender, long nanos) {
    meters.finished(delivery.outcome(), nanos);
    delivery.drops().forEach((reason, count) -> sender.losses().dropped(name(), reason, count));
    switch (delivery) {
      case Delivery.Accepted _, Delivery.DataRefused _ -> health.succeeded();
      case Delivery.Unavailable unavailable when saysSomethingOfTheStore(unavailable) ->
          health.failed(unavailable.text());
      case Delivery.Unavailable _, Delivery.Abandoned _ -> {
        // Says nothing of the store.
      }
    }
  }

  private boolean saysSomethingOfTheStore(Delivery.Unavailable unavailable) {
    return !unavailable.isAboutData() && !(config.separatesTenants() && unavailable.isRateLimit());
  }

  /** What is known of it at this moment. */
  UpstreamState state() {
    var now = health.current();
    return new UpstreamState(
        name(),
        isRequired(),
        now.condition(),
        now.since(),
        now.text(),
        health.lastSuccess().orElse(null),
        meters.inFlight(),
        meters.concurrencyLimit(),
        meters.answerTimes().recent().orElse(null),
        config.protocol(),
        Arrays.stream(WriteVersion.values()).filter(capability::mayTake).toList());
  }
}
