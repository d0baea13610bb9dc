package io.promferry.gateway.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.promferry.gateway.config.ClientAuthorization;
import io.promferry.gateway.config.ClientAuthorization.Basic;
import io.promferry.gateway.config.ClientAuthorization.BearerToken;
import io.promferry.gateway.config.ClientAuthorization.None;
import io.promferry.gateway.files.FileBacked;
import io.promferry.gateway.files.SecretText;
import io.promferry.gateway.files.UnusableFileException;
import java.util.Base64;
import java.util.List;

/** The value of the Authorization header, made from what a secret's file holds. */
public final class AuthorizationHeader {
  private AuthorizationHeader() {}

  /** An empty text where the server wants none; {@code user} says in logs who shows it. */
  public static FileBacked<String> read(String user, ClientAuthorization authorization) {
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
    return "Bearer " + SecretText.token(contents.getFirst());
  }

  private static String basic(String username, List<byte[]> contents) throws UnusableFileException {
    var shown = username + ":" + SecretText.password(contents.getFirst());
    return "Basic " + Base64.getEncoder().encodeToString(shown.getBytes(UTF_8));
  }
}
