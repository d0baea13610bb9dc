package io.promferry.loadtests.driver.shape;

import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/**
 * What stands in braces in a pattern: a number, and how it is written.
 *
 * @param width of a plain number at least, filled up with zeros
 */
record Variable(Source source, Form form, int width) {
  /** Where the number comes from. */
  enum Source {
    /** Among the values of its label, from 0. */
    N,
    /** The same, but different for each target. */
    ITEM,
    TARGET,
    ROUND
  }

  /** How it is written. */
  enum Form {
    PLAIN,
    /** Of a ReplicaSet: ten letters, of which half are the generation's if the pod is replaced. */
    HASH,
    /** The five letters at the end of a pod's name. */
    POD,
    UUID,
    ADDRESS
  }

  private static final int SUBNET = 250;
  private static final int HASH_LETTERS = 5;

  /** Reads for example {@code n}, {@code n:3}, {@code target.pod}. */
  static Variable parse(String text) {
    var parts = text.split("[.:]", -1);
    var source = named(Source.values(), parts[0]);
    if (parts.length == 1 && source.isPresent()) {
      return new Variable(source.get(), Form.PLAIN, 1);
    }
    if (parts.length == 2
        && source.isPresent()
        && text.contains(":")
        && parts[1].matches("[1-9]")) {
      return new Variable(source.get(), Form.PLAIN, Integer.parseInt(parts[1]));
    }
    var form = named(Form.values(), parts[parts.length - 1]).filter(one -> one != Form.PLAIN);
    if (parts.length == 2 && source.isPresent() && text.contains(".") && form.isPresent()) {
      return new Variable(source.get(), form.get(), 1);
    }
    throw new IllegalArgumentException(
        "'{"
            + text
            + "}' is none of {n}, {item}, {target}, {round}, the same with a width such as {n:3},"
            + " or with a form: {target.hash}, .pod, .uuid, .address");
  }

  boolean isReplaced(Place place, int count) {
    return form == Form.HASH && place.replacement().concerns(number(place, count));
  }

  /** Whether it differs between the values of a label. */
  boolean isOfValue() {
    return source == Source.N || source == Source.ITEM;
  }

  /** Whether each target has a text of its own. */
  boolean tellsTargetsApart() {
    return (source == Source.TARGET || source == Source.ITEM) && form != Form.HASH;
  }

  /** Whether each value of the label has a text of its own. */
  boolean tellsValuesApart() {
    return (source == Source.N || source == Source.ITEM) && form != Form.HASH;
  }

  /** The text at a place; {@code count} is how many values the label has. */
  String at(Place place, int count) {
    long number = number(place, count);
    return switch (form) {
      case PLAIN -> plain(number);
      case HASH -> hash(number, place.replacement());
      case POD -> Generation.scrambled(number);
      case UUID -> new UUID(versioned(Mix.of(number, 2)), variant(number)).toString();
      case ADDRESS -> address(number);
    };
  }

  private long number(Place place, int count) {
    return switch (source) {
      case N -> place.index();
      case ITEM -> (long) place.target() * count + place.index();
      case TARGET -> place.target();
      case ROUND -> place.round();
    };
  }

  private String plain(long number) {
    var text = Long.toString(number);
    return text.length() >= width ? text : "0".repeat(width - text.length()) + text;
  }

  private static String hash(long number, Replacement replacement) {
    var own = Generation.letters(Mix.of(number, 3), HASH_LETTERS);
    return own + (replacement.concerns(number) ? replacement.text() : Generation.text(0));
  }

  private static String address(long number) {
    long subnet = number / SUBNET;
    return "10." + (16 + subnet / SUBNET) + "." + subnet % SUBNET + "." + (number % SUBNET + 2);
  }

  private static long versioned(long bits) {
    return (bits & ~0xf000L) | 0x4000;
  }

  private static long variant(long number) {
    return (Mix.of(number, 4) & ~(3L << 62)) | Long.MIN_VALUE;
  }

  private static <E extends Enum<E>> Optional<E> named(E[] all, String name) {
    return Arrays.stream(all)
        .filter(one -> one.name().equalsIgnoreCase(name) && name.equals(name.strip()))
        .findFirst();
  }
}
