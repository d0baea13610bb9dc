package io.promferry.tenantpromconfig.check;

/**
 * Something of a Prometheus configuration that the gateway would not accept, or that cannot work in
 * a VPC.
 *
 * @param path where, such as {@code remote_write[0].url}
 * @param message what is wrong and what to do; shows no secret
 */
public record Finding(String path, String message) {
  @Override
  public String toString() {
    return path + ": " + message;
  }
}
