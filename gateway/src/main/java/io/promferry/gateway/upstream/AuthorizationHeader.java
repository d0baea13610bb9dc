package io.promferry.gateway.upstream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.promferry.gateway.config.UpstreamAuthorization;
import io.promferry.gateway.config.UpstreamAuthorization.Basic;
import io.promferry.gateway.config.UpstreamAuthorization.BearerToken;
import io.promferry.gateway.config.UpstreamAuthorization.None;
import io.promferry.gateway.files.FileBacked;
import io.promferry.gateway.files.UnusableFileException;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/** The value of the Authorization header, made from what a secret's file holds. */
final class AuthorizationHeader {
  private static final Pattern TOKEN = Pattern.compile("[!-~]+");
  private static final Pattern PASSWORD = Pattern.compile("\\P{Cntrl}+");

  private AuthorizationHeader() {}

  /** An empty text where the store wants none. */
  static FileBacked<String> read(String upstream, UpstreamAuthorization authorization) {
    var user = "upstream " + upstream;
    return switch (authorization) {
      case None _ -> new FileBacked<>(user, List.of(), _ -> "");
      case BearerToken bearer ->
          new FileBacked<>(user, List.of(bearer.file()), AuthorizationHeader::bearer);
      case Basic basic ->
          new FileBacked<>(
              user, List.of(basic.passwordFile()), contents -> basic(basic.username(), contents));
    };
  }

  private static String bearer(List<byte[]> contents) throws UnusableFileException {
    var token = new String(contents.getFirst(), UTF_8).strip();
    if (!TOKEN.matcher(token).matches()) {
      throw new UnusableFileException("must hold one token of printable ASCII without spaces");
    }
    return "Bearer " + token;
  }

  private static String basic(String username, List<byte[]> contents) throws UnusableFileException {
    var password = new String(contents.getFirst(), UTF_8).replaceFirst("\\r?\\n\\z", "");
    if (!PASSWORD.matcher(password).matches()) {
      throw new UnusableFileException("must hold one line with a password");
    }
    return "Basic "
        + Base64.getEncoder().encodeToString((username + ":" + password).getBytes(UTF_8));
  }
}
