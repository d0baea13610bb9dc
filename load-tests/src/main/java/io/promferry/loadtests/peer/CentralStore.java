package io.promferry.loadtests.peer;

import io.promferry.loadtests.sample.Precision;
import io.promferry.loadtests.sample.QueryClient;
import java.net.URI;

/** A store behind the gateway. */
public sealed interface CentralStore permits StoreServer {
  URI writeUri();

  QueryClient query();

  Precision precision();

  /** Ends the store in the rudest way in which it promises to keep what it has acknowledged. */
  void crash();

  void start();
}
