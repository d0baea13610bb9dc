package io.promferry.loadtests.driver.shape;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** From YAML to a shape. */
final class ShapeReader {
  private static final int MOST_TARGETS = 1000;
  private static final int MOST_SERIES = 100_000;
  private static final List<String> BUCKETS =
      List.of("0.005", "0.01", "0.025", "0.05", "0.1", "0.25", "0.5", "1", "2.5", "5", "10");
  private static final List<String> QUANTILES = List.of("0.5", "0.9", "0.99");

  private final LabelReader labels = new LabelReader();

  Shape shape(YamlValue root) {
    var keys = root.mapping(List.of("labels", "jobs"));
    var own =
        Optional.ofNullable(keys.get("labels"))
            .map(value -> labels.fixed(value, Set.of("__name__", "job")))
            .orElse(List.of());
    var jobs = new ArrayList<Job>();
    if (keys.get("jobs") == null) {
      root.problem("jobs is required");
    } else {
      var names = new HashSet<String>();
      keys.get("jobs").list().forEach(job -> jobs.add(job(job, own, names)));
      if (jobs.isEmpty()) {
        keys.get("jobs").problem("needs at least one job");
      }
    }
    return new Shape(own, jobs);
  }

  private Job job(YamlValue value, List<LabelValues> outer, Set<String> names) {
    var keys = value.mapping(List.of("name", "targets", "labels", "families"));
    for (var required : List.of("name", "labels", "families")) {
      if (!keys.containsKey(required)) {
        value.problem(required + " is required");
      }
    }
    var name = Optional.ofNullable(keys.get("name")).map(YamlValue::text).orElse("");
    if (keys.get("name") != null && !names.add(name)) {
      keys.get("name").problem("'" + name + "' is the name of another job");
    }
    int targets =
        Optional.ofNullable(keys.get("targets")).map(v -> number(v, MOST_TARGETS)).orElse(1);
    var taken = taken(outer);
    var own =
        Optional.ofNullable(keys.get("labels")).map(v -> labels.fixed(v, taken)).orElse(List.of());
    if (keys.get("labels") != null
        && own.stream().noneMatch(l -> l.patterns().getFirst().tellsTargetsApart())) {
      keys.get("labels").problem("no label has {target} in it: all targets would be the same");
    }
    own.forEach(label -> taken.add(label.label()));
    var families = new ArrayList<Family>();
    if (keys.get("families") != null) {
      var metrics = new HashSet<String>();
      keys.get("families").list().forEach(one -> families.add(family(one, taken, metrics)));
      checkSize(keys.get("families"), families);
    }
    return new Job(name, targets, own, families);
  }

  private static void checkSize(YamlValue value, List<Family> families) {
    long size =
        families.stream()
            .filter(family -> family.type() != MetricType.NATIVE_HISTOGRAM)
            .mapToLong(family -> combinations(family) * family.lines().size())
            .sum();
    if (size == 0) {
      value.problem("needs at least one family of floats");
    } else if (size > MOST_SERIES) {
      value.problem("has " + size + " series for each target, at most " + MOST_SERIES);
    }
  }

  private static long combinations(Family family) {
    double product =
        family.labels().stream().mapToDouble(LabelValues::count).reduce(1, (a, b) -> a * b);
    return (long) Math.min(product, Integer.MAX_VALUE);
  }

  private Family family(YamlValue value, Set<String> outer, Set<String> metrics) {
    var keys =
        value.mapping(List.of("name", "type", "help", "unit", "labels", "buckets", "quantiles"));
    for (var required : List.of("name", "type")) {
      if (!keys.containsKey(required)) {
        value.problem(required + " is required");
      }
    }
    var name =
        Optional.ofNullable(keys.get("name"))
            .map(v -> v.parsed(ShapeReader::metricName, ""))
            .orElse("");
    var type =
        Optional.ofNullable(keys.get("type"))
            .map(v -> v.parsed(ShapeReader::type, MetricType.GAUGE))
            .orElse(MetricType.GAUGE);
    var taken = new HashSet<>(outer);
    switch (type) {
      case HISTOGRAM -> taken.add(Family.UPPER_BOUND);
      case SUMMARY -> taken.add(Family.QUANTILE);
      case COUNTER, GAUGE, NATIVE_HISTOGRAM -> {}
    }
    var own =
        Optional.ofNullable(keys.get("labels"))
            .map(v -> labels.varying(v, taken))
            .orElse(List.of());
    if (type == MetricType.NATIVE_HISTOGRAM && (own.isEmpty() || !own.getFirst().isEndless())) {
      value.problem(
          "the first label of a native histogram needs values with {n}, so that there is no end of"
              + " series");
    }
    var family =
        new Family(
            name,
            type,
            Optional.ofNullable(keys.get("help")).map(YamlValue::text).orElse(""),
            Optional.ofNullable(keys.get("unit")).map(YamlValue::text).orElse(""),
            own,
            switch (type) {
              case HISTOGRAM -> bounds(keys.remove("buckets"), BUCKETS);
              case SUMMARY -> bounds(keys.remove("quantiles"), QUANTILES);
              case COUNTER, GAUGE, NATIVE_HISTOGRAM -> List.of();
            });
    keys.forEach((key, bounds) -> {
      if (key.equals("buckets") || key.equals("quantiles")) {
        bounds.problem("not for a " + type.text());
      }
    });
    boolean known =
        family.lines().stream()
                .map(Family.Line::name)
                .distinct()
                .filter(line -> !metrics.add(line))
                .count()
            > 0;
    if (known && !name.isEmpty()) {
      value.problem("'" + name + "' would have the series of another family");
    }
    return family;
  }

  private static Set<String> taken(List<LabelValues> outer) {
    var taken =
        outer.stream().map(LabelValues::label).collect(Collectors.toCollection(HashSet::new));
    taken.addAll(Set.of("__name__", "job"));
    return taken;
  }

  private static List<String> bounds(@Nullable YamlValue value, List<String> otherwise) {
    if (value == null) {
      return otherwise;
    }
    var bounds = value.list().stream().map(v -> v.parsed(ShapeReader::bound, "0")).toList();
    var numbers = bounds.stream().map(Double::parseDouble).toList();
    if (!numbers.equals(numbers.stream().sorted().distinct().toList())) {
      value.problem("must ascend");
    }
    return bounds;
  }

  private static String bound(String text) {
    if (!text.matches("[0-9.e+-]+") || !Double.isFinite(Double.parseDouble(text))) {
      throw new IllegalArgumentException("'" + text + "' is not a finite number");
    }
    return text;
  }

  private static String metricName(String text) {
    if (!text.matches("[a-zA-Z_:][a-zA-Z0-9_:]*") || text.equals(JobRows.MARKER)) {
      throw new IllegalArgumentException("'" + text + "' is not a name that a metric may have");
    }
    return text;
  }

  private static MetricType type(String text) {
    return Arrays.stream(MetricType.values())
        .filter(type -> type.text().equals(text))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "'"
                    + text
                    + "' is none of "
                    + Arrays.stream(MetricType.values())
                        .map(MetricType::text)
                        .collect(Collectors.joining(", "))));
  }

  /** From 1 to {@code most}. */
  static int number(YamlValue value, int most) {
    return value.parsed(
        text -> {
          if (!text.matches("[0-9]{1,6}")
              || Integer.parseInt(text) < 1
              || Integer.parseInt(text) > most) {
            throw new IllegalArgumentException("'" + text + "' is not 1 to " + most);
          }
          return Integer.parseInt(text);
        },
        1);
  }
}
