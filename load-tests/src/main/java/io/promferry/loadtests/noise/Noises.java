package io.promferry.loadtests.noise;

import io.promferry.loadtests.peer.TenantEntry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** All kinds of noise, each made by tenants of its own. */
public final class Noises {
  /** How the names of all tenants that make noise begin, and no other tenant's does. */
  public static final String TENANT_PREFIX = "noise-";

  private static final TenantEntry FLOOD = tenant("flood");
  private static final TenantEntry LARGE = tenant("large");
  private static final TenantEntry LARGER = tenant("larger");
  private static final TenantEntry GARBAGE = tenant("garbage");
  private static final TenantEntry SLOW = tenant("slow");
  private static final TenantEntry EXPLODING = tenant("exploding");
  private static final TenantEntry FORGER = tenant("forger");
  private static final int ACTIVE_SERIES = 10_000;
  private static final int AS_FAST_AS_IT_GOES = 100_000;

  private Noises() {}

  /** The names of all kinds. */
  public static List<String> names() {
    return all().stream().map(Noise::name).toList();
  }

  /** The kind of that name; empty if there is none. */
  public static Optional<Noise> named(String name) {
    return named(name, FairShare.USUAL);
  }

  public static Optional<Noise> named(String name, FairShare fair) {
    return all(fair).stream().filter(noise -> noise.name().equals(name)).findFirst();
  }

  public static List<Noise> all() {
    return all(FairShare.USUAL);
  }

  /** {@code fair} is what one tenant may send. */
  public static List<Noise> all(FairShare fair) {
    return List.of(
        flood(fair),
        largeBodies(),
        garbage(),
        slowConnections(),
        newSeries(fair),
        knownSeries(),
        wrongTokens(),
        forgery());
  }

  /** The entries of those who make these kinds of noise. */
  public static List<TenantEntry> tenants(List<Noise> noises) {
    return noises.stream().flatMap(noise -> noise.tenants().stream()).toList();
  }

  /** Twenty times as many writes as are fair, under a limit of what is. */
  private static Noise flood(FairShare fair) {
    var limited = FLOOD.withLimits(Map.of("samples-per-second", fair.samplesPerSecond()));
    return new PacedNoise(
        "flood",
        List.of(limited),
        16,
        20 * fair.writesPerSecond(),
        new Lazy<>(() -> {
          var bodies = new Bodies(100);
          return inTurn(
              Post.rw2(FLOOD.token(), bodies.rw2(1000)), Post.rw1(FLOOD.token(), bodies.rw1(1500)));
        }));
  }

  /** Of 32 MiB, decoded and some of them also as they are sent. */
  private static Noise largeBodies() {
    return new PacedNoise(
        "large-bodies",
        List.of(LARGE, LARGER),
        4,
        4,
        new Lazy<>(() -> {
          var bodies = new Bodies(101);
          var compressible = bodies.largeCompressible();
          var incompressible = bodies.largeIncompressible();
          return inTurn(
              Post.rw1(LARGE.token(), compressible),
              Post.rw1(LARGER.token(), incompressible),
              Post.rw1(LARGE.token(), incompressible),
              Post.rw1(LARGER.token(), compressible));
        }));
  }

  /** What cannot be decoded or parsed, and what takes long to be refused. */
  private static Noise garbage() {
    return new PacedNoise(
        "garbage",
        List.of(GARBAGE),
        4,
        40,
        new Lazy<>(() -> {
          var bodies = new Bodies(102);
          return inTurn(
              Post.rw1(GARBAGE.token(), bodies.randomBytes(64 << 10)),
              Post.rw1(GARBAGE.token(), bodies.truncated(bodies.rw1(2000))),
              Post.rw2(GARBAGE.token(), bodies.truncated(bodies.rw2(2000))),
              Post.rw1(GARBAGE.token(), bodies.millionLabels()),
              Post.rw1(GARBAGE.token(), bodies.forgedLabels()));
        }));
  }

  private static Noise slowConnections() {
    return new SlowConnections(
        "slow-connections",
        List.of(SLOW),
        500,
        new Lazy<>(() -> Post.rw1(SLOW.token(), new Bodies(103).randomBytes(1 << 20))));
  }

  /** Bodies of which no series was ever sent before, above a limit. */
  private static Noise newSeries(FairShare fair) {
    return new PacedNoise(
        "new-series",
        List.of(EXPLODING.withLimits(Map.of("active-series", ACTIVE_SERIES))),
        4,
        2 * fair.writesPerSecond(),
        new Lazy<>(() -> {
          var series = new FreshSeries(1000);
          return () -> Post.rw1(EXPLODING.token(), series.body());
        }));
  }

  /** What the tenant of the new series wrote before: these are known, and go on. */
  private static Noise knownSeries() {
    return new PacedNoise(
        "known-series",
        List.of(EXPLODING.withLimits(Map.of("active-series", ACTIVE_SERIES))),
        1,
        5,
        new Lazy<>(() -> {
          var post = Post.rw1(EXPLODING.token(), new Bodies(105).rw1(1000));
          return () -> post;
        }));
  }

  /** Of nobody, so that this noise has no tenants. */
  private static Noise wrongTokens() {
    return new PacedNoise(
        "wrong-tokens",
        List.of(),
        8,
        AS_FAST_AS_IT_GOES,
        new Lazy<>(() -> {
          var post = Post.rw1("token-of-nobody", new Bodies(104).rw1(10));
          return () -> post;
        }));
  }

  /** Bodies that name load tenants wherever a name can stand. */
  private static Noise forgery() {
    return new PacedNoise(
        "forgery",
        List.of(FORGER),
        4,
        20,
        new Lazy<>(() -> inTurn(Forgeries.posts(FORGER.token()).toArray(Post[]::new))));
  }

  private static TenantEntry tenant(String name) {
    return TenantEntry.of(TENANT_PREFIX + name);
  }

  private static Supplier<Post> inTurn(Post... posts) {
    var turn = new AtomicInteger();
    return () -> posts[Math.floorMod(turn.getAndIncrement(), posts.length)];
  }
}
