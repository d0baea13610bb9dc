package io.promferry.gateway.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * Metric names that no tenant may write, because the gateway tells tenants of themselves under
 * them: those that begin with {@code promferry_tenant_}. Some stores put an underscore for whatever
 * is no letter, digit or colon (VictoriaMetrics' {@code -usePromCompatibleNaming}), so {@code
 * promferry.tenant.x} is one too.
 */
final class ReservedNames {
  private static final byte[] FIRST_WORD = "promferry".getBytes(US_ASCII);
  private static final byte[] SECOND_WORD = "tenant".getBytes(US_ASCII);
  private static final int LEAST_BYTES = FIRST_WORD.length + SECOND_WORD.length + 2;

  /** As {@link Bytes#longAt} reads them. */
  private static final long FIRST_BYTES = Bytes.longAt(FIRST_WORD, 0);

  private ReservedNames() {}

  static boolean contains(String metricName) {
    byte[] name = metricName.getBytes(UTF_8);
    return contains(name, 0, name.length);
  }

  /** Asked of names as long as any, so it looks at the first eight bytes before all else. */
  static boolean contains(byte[] buf, int from, int to) {
    return to - from >= LEAST_BYTES
        && Bytes.longAt(buf, from) == FIRST_BYTES
        && isReserved(buf, from, to);
  }

  private static boolean isReserved(byte[] buf, int from, int to) {
    int secondWord = afterSeparator(buf, afterWord(FIRST_WORD, buf, from, to), to);
    return afterSeparator(buf, afterWord(SECOND_WORD, buf, secondWord, to), to) >= 0;
  }

  /** Where the word ends if it stands there, or -1; -1 too if {@code from} is negative. */
  private static int afterWord(byte[] word, byte[] buf, int from, int to) {
    int end = from + word.length;
    boolean isThere = from >= 0 && end <= to && Arrays.equals(word, 0, word.length, buf, from, end);
    return isThere ? end : -1;
  }

  /**
   * Where a character ends that is an underscore or may become one, or -1 if there is none; -1 too
   * if {@code from} is negative.
   */
  private static int afterSeparator(byte[] buf, int from, int to) {
    if (from < 0 || from >= to || staysItself(buf[from])) {
      return -1;
    }
    int next = from + 1;
    while (next < to && (buf[next] & 0xc0) == 0x80) {
      next++;
    }
    return next;
  }

  private static boolean staysItself(byte character) {
    return (character >= 'a' && character <= 'z')
        || (character >= 'A' && character <= 'Z')
        || (character >= '0' && character <= '9')
        || character == ':';
  }
}
