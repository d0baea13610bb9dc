package io.promferry.tenantpromconfig.operator.vpc;

import com.fasterxml.jackson.databind.JsonNode;

/** A list of a Vpc's spec, and by what its entries are told apart. */
enum VpcList {
  /** By priority and match. */
  POLICY_ROUTES("policyRoutes") {
    @Override
    String key(JsonNode entry) {
      return "priority " + entry.path("priority").asText() + " " + entry.path("match").asText();
    }
  },
  /** By what is routed; who routes it elsewhere contradicts. */
  STATIC_ROUTES("staticRoutes") {
    @Override
    String key(JsonNode entry) {
      var table = entry.path("routeTable").asText();
      return policy(entry)
          + " "
          + entry.path("cidr").asText()
          + (table.isEmpty() ? "" : " in " + table);
    }

    private static String policy(JsonNode entry) {
      var policy = entry.path("policy").asText();
      return policy.isEmpty() ? DEFAULT_POLICY : policy;
    }
  },
  /** By the other VPC. */
  PEERINGS("vpcPeerings") {
    @Override
    String key(JsonNode entry) {
      return "with " + entry.path("remoteVpc").asText();
    }
  };

  /** What Kube-OVN's controller writes into routes that have none. */
  private static final String DEFAULT_POLICY = "policyDst";

  private final String field;

  VpcList(String field) {
    this.field = field;
  }

  String field() {
    return field;
  }

  /** In words; equal for two entries of which a list may have one. */
  abstract String key(JsonNode entry);

  /** Whether an entry says what is wanted, and beside it only what is the default anyway. */
  static boolean says(JsonNode entry, JsonNode wanted) {
    return wanted
            .propertyStream()
            .allMatch(field -> field.getValue().equals(entry.path(field.getKey())))
        && entry
            .propertyStream()
            .allMatch(field -> wanted.has(field.getKey()) || isDefault(field.getValue()));
  }

  private static boolean isDefault(JsonNode value) {
    return value.isNull() || value.asText("").isEmpty() || value.asText().equals(DEFAULT_POLICY);
  }
}
