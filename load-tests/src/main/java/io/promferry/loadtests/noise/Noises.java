package io.promferry.loadtests.noise;

import io.promferry.loadtests.peer.TenantEntry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** The noise of the issue, each kind by tenants of its own. */
final class Noises {
  private static final TenantEntry FLOOD = TenantEntry.of("flood");
  private static final TenantEntry LARGE = TenantEntry.of("large");
  private static final TenantEntry LARGER = TenantEntry.of("larger");
  private static final TenantEntry GARBAGE = TenantEntry.of("garbage");
  private static final TenantEntry SLOW = TenantEntry.of("slow");
  private static final TenantEntry EXPLODING = TenantEntry.of("exploding");
  private static final int ACTIVE_SERIES = 10_000;
  private static final int AS_FAST_AS_IT_GOES = 100_000;

  private Noises() {}

  /** Their entries, with the limits that are meant for such as them. */
  static List<TenantEntry> tenants(int samplesPerSecond) {
    return List.of(
        FLOOD.withLimits(Map.of("samples-per-second", samplesPerSecond)),
        LARGE,
        LARGER,
        GARBAGE,
        SLOW,
        EXPLODING.withLimits(Map.of("active-series", ACTIVE_SERIES)));
  }

  /** {@code perSecond} writes are one tenant's fair rate. */
  static List<Noise> all(int perSecond) {
    return List.of(
        flood(20 * perSecond), large(), garbage(), slow(), exploding(perSecond), wrongTokens());
  }

  private static Noise flood(int perSecond) {
    var bodies = new Bodies(100);
    return new PacedNoise(
        "20x rate",
        16,
        perSecond,
        inTurn(
            Post.rw2(FLOOD.token(), bodies.rw2(1000)), Post.rw1(FLOOD.token(), bodies.rw1(1500))));
  }

  private static Noise large() {
    var bodies = new Bodies(101);
    var compressible = bodies.largeCompressible();
    var incompressible = bodies.largeIncompressible();
    return new PacedNoise(
        "32 MiB bodies",
        4,
        4,
        inTurn(
            Post.rw1(LARGE.token(), compressible),
            Post.rw1(LARGER.token(), incompressible),
            Post.rw1(LARGE.token(), incompressible),
            Post.rw1(LARGER.token(), compressible)));
  }

  private static Noise garbage() {
    var bodies = new Bodies(102);
    return new PacedNoise(
        "garbage",
        4,
        40,
        inTurn(
            Post.rw1(GARBAGE.token(), bodies.randomBytes(64 << 10)),
            Post.rw1(GARBAGE.token(), bodies.truncated(bodies.rw1(2000))),
            Post.rw2(GARBAGE.token(), bodies.truncated(bodies.rw2(2000))),
            Post.rw1(GARBAGE.token(), bodies.millionLabels()),
            Post.rw1(GARBAGE.token(), bodies.forgedLabels())));
  }

  private static Noise slow() {
    return new SlowConnections(
        "500 slow connections", 500, Post.rw1(SLOW.token(), new Bodies(103).randomBytes(1 << 20)));
  }

  private static Noise exploding(int perSecond) {
    var series = new FreshSeries(1000);
    return new PacedNoise(
        "new series", 4, 2 * perSecond, () -> Post.rw1(EXPLODING.token(), series.body()));
  }

  private static Noise wrongTokens() {
    var post = Post.rw1("token-of-nobody", new Bodies(104).rw1(10));
    return new PacedNoise("wrong tokens", 8, AS_FAST_AS_IT_GOES, () -> post);
  }

  private static Supplier<Post> inTurn(Post... posts) {
    var turn = new AtomicInteger();
    return () -> posts[Math.floorMod(turn.getAndIncrement(), posts.length)];
  }
}
