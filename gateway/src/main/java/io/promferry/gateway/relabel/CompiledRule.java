package io.promferry.gateway.relabel;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.function.IntUnaryOperator;

/** One rule, ready to be applied. Immutable, thread-safe. */
final class CompiledRule {
  private final RelabelRule rule;
  private final AnchoredRegex regex;
  private final Template target;
  private final Template replacement;

  CompiledRule(RelabelRule rule) {
    this.rule = rule;
    regex = AnchoredRegex.compile(rule.regex());
    target = Template.compile(rule.targetLabel(), regex);
    replacement = Template.compile(rule.replacement(), regex);
  }

  /** Whether the series is still there afterwards. */
  boolean apply(MutableLabels labels) {
    switch (rule.action()) {
      case KEEP -> {
        return regex.matches(source(labels));
      }
      case DROP -> {
        return !regex.matches(source(labels));
      }
      case KEEPEQUAL -> {
        return labels.get(rule.targetLabel()).equals(source(labels));
      }
      case DROPEQUAL -> {
        return !labels.get(rule.targetLabel()).equals(source(labels));
      }
      case REPLACE -> replace(labels);
      case HASHMOD -> labels.set(rule.targetLabel(), hashmod(source(labels)));
      case LOWERCASE ->
          labels.set(rule.targetLabel(), mapped(source(labels), Character::toLowerCase));
      case UPPERCASE ->
          labels.set(rule.targetLabel(), mapped(source(labels), Character::toUpperCase));
      case LABELMAP -> labelmap(labels);
      case LABELDROP -> deleteNames(labels, true);
      case LABELKEEP -> deleteNames(labels, false);
    }
    return true;
  }

  private String source(MutableLabels labels) {
    var names = rule.sourceLabels();
    if (names.size() == 1) {
      return labels.get(names.getFirst());
    }
    return String.join(rule.separator(), names.stream().map(labels::get).toList());
  }

  private void replace(MutableLabels labels) {
    var match = regex.matcher(source(labels));
    if (!match.matches()) {
      return;
    }
    var name = target.expand(match);
    if (!name.isEmpty()) {
      labels.set(name, replacement.expand(match));
    }
  }

  /**
   * A name that comes out empty is no label. (Prometheus makes a label of it that no store takes.)
   */
  private void labelmap(MutableLabels labels) {
    for (var label : labels.inOrder()) {
      var match = regex.matcher(label.getKey());
      if (match.matches()) {
        var name = replacement.expand(match);
        if (!name.isEmpty()) {
          labels.set(name, label.getValue());
        }
      }
    }
  }

  private void deleteNames(MutableLabels labels, boolean matching) {
    for (var label : labels.inOrder()) {
      if (regex.matches(label.getKey()) == matching) {
        labels.delete(label.getKey());
      }
    }
  }

  /** Only the last eight bytes of the MD5, as Prometheus has always done. */
  private String hashmod(String source) {
    try {
      byte[] md5 = MessageDigest.getInstance("MD5").digest(source.getBytes(UTF_8));
      long hash = ByteBuffer.wrap(md5).getLong(md5.length - Long.BYTES);
      return Long.toUnsignedString(Long.remainderUnsigned(hash, rule.modulus()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has MD5", e);
    }
  }

  /** Each character by itself, as Go does it: {@code ß} stays {@code ß}. */
  private static String mapped(String source, IntUnaryOperator mapping) {
    return source
        .codePoints()
        .map(mapping)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
