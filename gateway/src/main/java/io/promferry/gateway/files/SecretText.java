package io.promferry.gateway.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.regex.Pattern;

/** What the file of a secret holds, without the line's end that editors put behind it. */
public final class SecretText {
  private static final Pattern TOKEN = Pattern.compile("[!-~]+");
  private static final Pattern PASSWORD = Pattern.compile("\\P{Cntrl}+");

  private SecretText() {}

  /**
   * A bearer token.
   *
   * @throws UnusableFileException if it is not one, without saying what it is
   */
  public static String token(byte[] content) throws UnusableFileException {
    var token = new String(content, UTF_8).strip();
    if (!TOKEN.matcher(token).matches()) {
      throw new UnusableFileException("must hold one token of printable ASCII without spaces");
    }
    return token;
  }

  /**
   * A password.
   *
   * @throws UnusableFileException if it is not one, without saying what it is
   */
  public static String password(byte[] content) throws UnusableFileException {
    var password = new String(content, UTF_8).replaceFirst("\\r?\\n\\z", "");
    if (!PASSWORD.matcher(password).matches()) {
      throw new UnusableFileException("must hold one line with a password");
    }
    return password;
  }
}
