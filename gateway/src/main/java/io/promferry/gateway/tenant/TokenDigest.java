package io.promferry.gateway.tenant;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The SHA-256 of a bearer token or password: all that the gateway keeps of it. Two digests are
 * compared in constant time, and a hash table compares only those whose first four bytes are equal.
 */
public final class TokenDigest {
  private static final int BYTES = 32;
  private static final int START_BYTES = 6;

  private final byte[] digest;

  private TokenDigest(byte[] digest) {
    this.digest = digest;
  }

  /** Of a token as it is sent, by its UTF-8 bytes. */
  public static TokenDigest ofToken(String token) {
    return of(token.getBytes(UTF_8));
  }

  /** Of the bytes of a secret. */
  public static TokenDigest of(byte[] secret) {
    return new TokenDigest(sha256().digest(secret));
  }

  /**
   * From 64 hexadecimal digits.
   *
   * @throws IllegalArgumentException if it is anything else; the text is not repeated in the
   *     message
   */
  public static TokenDigest ofHex(String hex) {
    if (hex.length() != 2 * BYTES) {
      throw new IllegalArgumentException(
          "must be 64 hexadecimal digits, got " + hex.length() + " characters");
    }
    try {
      return new TokenDigest(HexFormat.of().parseHex(hex));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("must be 64 hexadecimal digits, got another character", e);
    }
  }

  /** The first twelve hexadecimal digits: enough to tell digests apart, too few to try tokens. */
  public String start() {
    return HexFormat.of().formatHex(digest, 0, START_BYTES);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TokenDigest that && MessageDigest.isEqual(digest, that.digest);
  }

  @Override
  public int hashCode() {
    return ByteBuffer.wrap(digest).getInt();
  }

  /** Says nothing of the digest: whoever can read it could try tokens against it. */
  @Override
  public String toString() {
    return "TokenDigest[...]";
  }
}
