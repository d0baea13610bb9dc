package io.promferry.gateway.wire;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * A gate that decides anything, always the same for the same labels; it counts what it has said.
 * Edits remove, rename, add and change labels, and put them into another order.
 */
final class RandomGate implements SeriesGate {
  private static final Comparator<String> BY_BYTES =
      Comparator.comparing(
          ByteString::copyFromUtf8, ByteString.unsignedLexicographicalComparator());

  /** The last two sort differently by bytes than by characters. */
  private static final List<String> NAMES =
      List.of("A", "job", "new", "zz", "n".repeat(130), "\uFF5E", "\uD83D\uDE00");

  private static final List<String> VALUES = List.of("1", "up", "v".repeat(200), "größe");

  private final Set<String> forced;
  int asked;
  int dropped;
  int refused;
  int edited;

  RandomGate(Set<String> forced) {
    this.forced = forced;
  }

  @Override
  public SeriesVerdict judge(ResolvedLabels labels) {
    asked++;
    var before = new TreeMap<String, String>();
    for (int i = 0; i < labels.size(); i++) {
      before.put(labels.name(i), labels.value(i));
    }
    return switch (random(before).nextInt(6)) {
      case 0 -> {
        dropped++;
        yield SeriesVerdict.DROPPED;
      }
      case 1 -> {
        refused++;
        yield new SeriesVerdict.Refused(RefusalReason.ACTIVE_SERIES);
      }
      case 2 -> SeriesVerdict.UNCHANGED;
      default -> {
        edited++;
        yield new SeriesVerdict.Edited(LabelEdit.of(labels, after(before)));
      }
    };
  }

  /** What becomes of these labels; nothing if they are left out. */
  Optional<SortedMap<String, String>> oracle(Optional<SortedMap<String, String>> labels) {
    return labels.flatMap(before ->
        switch (random(before).nextInt(6)) {
          case 0, 1 -> Optional.empty();
          case 2 -> Optional.of(before);
          default -> Optional.of(after(before));
        });
  }

  private SortedMap<String, String> after(Map<String, String> before) {
    var random = random(before);
    var after = new TreeMap<String, String>(BY_BYTES);
    after.putAll(before);
    for (int i = random.nextInt(4); i > 0; i--) {
      edit(after, random);
    }
    return after;
  }

  private void edit(SortedMap<String, String> labels, SplittableRandom random) {
    var free = new ArrayList<>(labels.keySet());
    free.removeAll(forced);
    var one = free.isEmpty() ? "new" : pick(free, random);
    var other = pick(NAMES, random);
    switch (random.nextInt(4)) {
      case 0 -> labels.remove(one);
      case 1 -> labels.put(other, pick(VALUES, random));
      case 2 -> labels.put(one, pick(VALUES, random));
      default -> labels.put(other, labels.getOrDefault(one, "none"));
    }
  }

  private static String pick(List<String> from, SplittableRandom random) {
    return from.get(random.nextInt(from.size()));
  }

  private static SplittableRandom random(Map<String, String> labels) {
    return new SplittableRandom(labels.hashCode());
  }
}
