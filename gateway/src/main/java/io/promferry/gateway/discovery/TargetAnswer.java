package io.promferry.gateway.discovery;

/** What a tenant that asks for its targets is told. */
public sealed interface TargetAnswer {
  /** These are all of them. */
  record Listed(TargetBody body) implements TargetAnswer {}

  /** It is to come back, and to keep the list that it has. */
  record NotReady(String why) implements TargetAnswer {}
}
