package io.promferry.loadtests.noise;

import io.promferry.loadtests.measure.CoreLoad;
import io.promferry.loadtests.measure.ProcessCost;
import io.promferry.loadtests.peer.TenantEntry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.HdrHistogram.ConcurrentHistogram;

/** Quiet tenants before one gateway, alone and in all sorts of company. */
public final class NoisyRun implements AutoCloseable {
  /** How the name of every phase with all kinds of noise begins. */
  public static final String ALL = "all noise";

  private static final int QUIET_TENANTS = 5;
  private static final long LONGEST_MICROS = Duration.ofMinutes(2).toNanos() / 1000;
  private static final int MOST_TRIES = 3;
  private static final double LESS = 0.6;

  private final InetSocketAddress gateway;
  private final long gatewayPid;
  private final int gatewayCore;
  private final int otherCore;
  private final List<QuietTenant> quiet;
  private final List<Noise> noises = Noises.all();

  /** The gateway knows {@link #tenants} and has its core; everything else is on the other one. */
  public NoisyRun(InetSocketAddress gateway, long gatewayPid, int gatewayCore, int otherCore) {
    this.gateway = gateway;
    this.gatewayPid = gatewayPid;
    this.gatewayCore = gatewayCore;
    this.otherCore = otherCore;
    this.quiet =
        IntStream.range(0, QUIET_TENANTS)
            .mapToObj(i -> new QuietTenant(i, gateway, FairShare.USUAL.writesPerSecond()))
            .toList();
  }

  /** Everybody who will write. */
  public static List<TenantEntry> tenants() {
    return Stream.concat(
            IntStream.range(0, QUIET_TENANTS).mapToObj(QuietTenant::entry),
            Noises.tenants(Noises.all()).stream())
        .toList();
  }

  /** The quiet ones by themselves. */
  public Phase alone(Duration time) throws IOException {
    return phase("alone", List.of(), time, 1);
  }

  /** With all kinds of noise at once. */
  public Phase withAll(Duration time) throws IOException {
    return valid(ALL, noises, time);
  }

  /** With one kind after the other, once each: only to compare them. */
  public List<Phase> withEach(Duration time) throws IOException {
    var phases = new ArrayList<Phase>();
    for (var noise : noises) {
      phases.add(phase(noise.name(), List.of(noise), time, 1));
    }
    return phases;
  }

  @Override
  public void close() {
    quiet.forEach(QuietTenant::close);
  }

  /** Makes less noise while the driver is in its own way, for some tries. */
  private Phase valid(String name, List<Noise> company, Duration time) throws IOException {
    double intensity = 1;
    var phase = phase(name, company, time, intensity);
    for (int tries = 1; !phase.hadRoom() && tries < MOST_TRIES; tries++) {
      intensity *= LESS;
      phase = phase(name + " x%.2f".formatted(intensity), company, time, intensity);
    }
    return phase;
  }

  private Phase phase(String name, List<Noise> company, Duration time, double intensity)
      throws IOException {
    var running = new LinkedHashMap<String, Noise.Running>();
    company.forEach(noise -> running.put(noise.name(), noise.start(gateway, intensity)));
    try {
      return measured(name, running, time);
    } finally {
      running.values().forEach(Noise.Running::close);
    }
  }

  private Phase measured(String name, Map<String, Noise.Running> running, Duration time)
      throws IOException {
    var micros = new ConcurrentHistogram(LONGEST_MICROS, 3);
    var answers = new Answers();
    var cpuBefore = ProcessCost.of(gatewayPid).cpu();
    var coreBefore = CoreLoad.of(otherCore);
    var gatewayCoreBefore = CoreLoad.of(gatewayCore);
    long start = System.nanoTime();
    writeAll(start, time, micros, answers);
    var took = Duration.ofNanos(System.nanoTime() - start);
    var cpu = ProcessCost.of(gatewayPid).cpu().minus(cpuBefore);
    double used = (double) cpu.toMillis() / took.toMillis();
    var noise = new LinkedHashMap<String, Map<String, Long>>();
    running.forEach((kind, one) -> noise.put(kind, one.answers().counts()));
    return new Phase(
        name,
        took,
        micros,
        answers.counts(),
        noise,
        used,
        CoreLoad.of(gatewayCore).since(gatewayCoreBefore) - used,
        CoreLoad.of(otherCore).since(coreBefore));
  }

  private void writeAll(long start, Duration time, ConcurrentHistogram micros, Answers answers) {
    var threads =
        IntStream.range(0, quiet.size())
            .mapToObj(i -> {
              long first = start + i * Duration.ofSeconds(1).toNanos() / 47;
              return Thread.ofVirtual()
                  .start(() -> quiet.get(i).write(first, time, micros, answers));
            })
            .toList();
    for (var thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted in the middle of a phase", e);
      }
    }
  }
}
