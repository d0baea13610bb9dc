package io.promferry.loadtests.noise;

import io.promferry.loadtests.peer.TenantEntry;
import io.promferry.proto.v1.Label;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One series that says it is another tenant's, in one of the ways there are.
 *
 * @param labels as they are sent, in this order; the way is one of them, so that no two are the
 *     same
 * @param exemplarLabels of an exemplar that says the same
 */
record ForgedSeries(List<Label> labels, List<Label> exemplarLabels) {
  /** No load has a metric whose name begins so: what gets through is nobody's. */
  static final String METRIC_PREFIX = "forged_";

  private static final String NAME = "__name__";
  private static final String TENANT = "tenant";
  private static final String VPC = "vpc";
  private static final String EXPORTED_TENANT = "exported_tenant";
  private static final int TIMES = 5;

  ForgedSeries {
    labels = List.copyOf(labels);
    exemplarLabels = List.copyOf(exemplarLabels);
  }

  /** All ways to be one tenant, and both of two. */
  static List<ForgedSeries> of(TenantEntry victim, TenantEntry other) {
    return List.of(
        of(victim, "first", claim(victim), own()),
        of(victim, "last", own(), claim(victim)),
        of(victim, "middle", own().subList(0, 2), claim(victim), own().subList(2, own().size())),
        of(victim, "around", tenant(victim), own(), vpc(victim)),
        of(victim, "tenant_only", own(), tenant(victim)),
        of(victim, "vpc_only", own(), vpc(victim)),
        of(victim, "repeated", own(), repeated(claim(victim)), repeated(claim(other))),
        of(victim, "two", claim(victim), own(), claim(other)),
        of(victim, "mixed", tenant(victim), own(), vpc(other)),
        of(victim, "unsorted", reversed(own(), claim(victim))),
        of(victim, "empty_first", label(TENANT, ""), own(), claim(victim)),
        of(victim, "empty_last", claim(victim), own(), label(TENANT, ""), label(VPC, "")),
        of(victim, "exported", own(), label(EXPORTED_TENANT, other.name()), claim(victim)),
        of(
            victim,
            "exported_twice",
            label("exported_exported_tenant", victim.name()),
            label(EXPORTED_TENANT, victim.name()),
            own(),
            claim(other)),
        of(victim, "neighbours", own(), neighbours(victim), claim(victim)),
        of(victim, "neighbours_only", neighbours(victim), own()),
        of(victim, "values", own(), label("a", TENANT), label("tenant_", VPC), claim(victim)));
  }

  @SafeVarargs
  private static ForgedSeries of(TenantEntry victim, String way, List<Label>... parts) {
    var name = label(NAME, METRIC_PREFIX + way);
    var labels =
        joined(parts).stream()
            .flatMap(label -> label.getName().equals(NAME) ? name.stream() : Stream.of(label))
            .toList();
    return new ForgedSeries(labels, joined(claim(victim), label("trace_id", way), claim(victim)));
  }

  /** What it would have anyway; its metric's name is filled in. */
  private static List<Label> own() {
    return joined(
        label(NAME, ""),
        label("instance", "10.0.1.1:8080"),
        label("job", "shop"),
        label("zone", "a"));
  }

  private static List<Label> claim(TenantEntry victim) {
    return joined(tenant(victim), vpc(victim));
  }

  private static List<Label> tenant(TenantEntry victim) {
    return label(TENANT, victim.name());
  }

  private static List<Label> vpc(TenantEntry victim) {
    return label(VPC, victim.vpc());
  }

  /** Names that are not the forced ones, but sort beside them or look like them. */
  private static List<Label> neighbours(TenantEntry victim) {
    return List.of("TENANT", "Tenant", "VPC", "Vpc", "tenan", "tenants", "vp", "vpc0", "tеnant")
        .stream()
        .flatMap(name -> label(name, victim.name()).stream())
        .toList();
  }

  private static List<Label> repeated(List<Label> labels) {
    return IntStream.range(0, TIMES).boxed().flatMap(_ -> labels.stream()).toList();
  }

  private static List<Label> reversed(List<Label> first, List<Label> then) {
    return joined(first, then).reversed();
  }

  @SafeVarargs
  private static List<Label> joined(List<Label>... parts) {
    var all = new ArrayList<Label>();
    for (var part : parts) {
      all.addAll(part);
    }
    return all;
  }

  private static List<Label> label(String name, String value) {
    return List.of(Label.newBuilder().setName(name).setValue(value).build());
  }
}
