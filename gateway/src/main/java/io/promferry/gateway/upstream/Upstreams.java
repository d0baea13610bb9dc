package io.promferry.gateway.upstream;

import io.promferry.gateway.config.UpstreamConfig;
import io.promferry.gateway.pipeline.OutgoingWrite;
import io.promferry.gateway.tenant.TenantId;
import io.promferry.gateway.wire.BodyForm;
import io.promferry.gateway.wire.WriteVersion;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All central stores. Every required one must have a write before it counts as delivered; optional
 * ones get it too if they can, and nobody waits for them. Thread-safe.
 */
public final class Upstreams {
  private final List<Upstream> required;
  private final List<Upstream> optional;

  /** At least one of them is required. */
  public Upstreams(List<Upstream> all) {
    required = all.stream().filter(Upstream::isRequired).toList();
    optional = all.stream().filter(upstream -> !upstream.isRequired()).toList();
    if (required.isEmpty()) {
      throw new IllegalArgumentException("at least one upstream must be required");
    }
  }

  /** In which forms the required ones will first ask for a write that came in {@code sent}. */
  public Set<BodyForm> formsFor(WriteVersion sent) {
    return required.stream()
        .map(upstream -> upstream.formFor(sent))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** What a write of this tenant would end with now, before any of it is read. */
  public Optional<Delivery.Unavailable> fullFor(TenantId tenant) {
    return required.stream()
        .filter(upstream -> !upstream.room().isThereFor(new RoomHolder.OfTenant(tenant)))
        .findFirst()
        .map(upstream -> upstream.room().full());
  }

  /**
   * Sends a write to all of them; what the required ones make of it is there within the budget. A
   * write for which one of those has no room goes nowhere: it comes again as a whole.
   */
  public DeliveryInProgress deliver(
      OutgoingWrite write, Sender sender, Duration budget, BodyWork work) {
    var full = takeRoom(sender.holder());
    if (full.isPresent()) {
      return DeliveryInProgress.ended(full.get());
    }
    var delivery =
        new DeliveryInProgress(
            required.stream()
                .map(upstream -> upstream.deliver(write, sender, budget, work))
                .toList());
    optional.forEach(upstream -> deliverAside(upstream, write, sender, budget, work));
    return delivery;
  }

  /** At all required ones, or at none. */
  private Optional<Delivery.Unavailable> takeRoom(RoomHolder holder) {
    for (int i = 0; i < required.size(); i++) {
      var room = required.get(i).room();
      if (!room.tryTake(holder)) {
        required.subList(0, i).forEach(upstream -> upstream.room().release(holder));
        return Optional.of(room.full());
      }
    }
    return Optional.empty();
  }

  private static void deliverAside(
      Upstream upstream, OutgoingWrite write, Sender sender, Duration budget, BodyWork work) {
    var all = write.report().written();
    long bytes = write.encodedBytes(upstream.formFor(write.version()));
    if (!upstream.optionalBytes().tryTake(bytes)) {
      sender.losses().missed(upstream.name(), all);
      return;
    }
    if (!upstream.room().tryTake(sender.holder())) {
      upstream.optionalBytes().release(bytes);
      sender.losses().missed(upstream.name(), all);
      return;
    }
    upstream
        .deliver(write, sender, budget, work)
        .future()
        .otherwise(_ -> new Delivery.Unavailable("internal_error", "internal error"))
        .onSuccess(delivery -> {
          upstream.optionalBytes().release(bytes);
          sender.losses().missed(upstream.name(), all.minus(delivery.counts()));
        });
  }

  /**
   * These upstreams under another configuration: those that it has not changed stay and look again
   * at what they know, {@code make} makes the others.
   */
  public Upstreams reloaded(List<UpstreamConfig> configs, Function<UpstreamConfig, Upstream> make) {
    var known = all().collect(Collectors.toMap(Upstream::config, Function.identity()));
    all().filter(upstream -> configs.contains(upstream.config())).forEach(Upstream::recheck);
    return new Upstreams(
        configs.stream()
            .map(config ->
                Optional.ofNullable(known.get(config)).orElseGet(() -> make.apply(config)))
            .toList());
  }

  /**
   * Closes those that are not among the {@code others}, once what is in flight has finished or the
   * grace period is over.
   */
  public void closeAllBut(Upstreams others, Duration grace) {
    var kept = others.all().collect(Collectors.toSet());
    all().filter(upstream -> !kept.contains(upstream)).forEach(upstream -> upstream.close(grace));
  }

  /** Closes all of them in the same way. */
  public Future<Void> close(Duration grace) {
    return Future.join(all().map(upstream -> upstream.close(grace)).toList()).mapEmpty();
  }

  /** What is known of each of them at this moment, required ones first. */
  public List<UpstreamState> states() {
    return all().map(Upstream::state).toList();
  }

  private Stream<Upstream> all() {
    return Stream.concat(required.stream(), optional.stream());
  }
}
