package io.promferry.gateway.discovery;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One target, as HTTP service discovery carries it.
 *
 * @param address a pod's own address and a port
 * @param labels in alphabetical order; none of them {@code __address__}
 */
record Target(String address, SortedMap<String, String> labels) {
  Target(String address, Map<String, String> labels) {
    this(address, new TreeMap<>(labels));
  }
}
