package io.promferry.loadtests.ledger;

/**
 * What a ledger looks at of a series' labels.
 *
 * @param own stands for all labels but the forced ones, in their order
 * @param identity stands for the values of the forced ones
 * @param hasIdentity whether each of these is there exactly once
 */
record SeriesKey(long own, long identity, boolean hasIdentity) {
  private static final long TENANT = TextHash.of("tenant");
  private static final long VPC = TextHash.of("vpc");

  static SeriesKey of(Labels labels) {
    long own = 0;
    long tenant = 0;
    long vpc = 0;
    int tenants = 0;
    int vpcs = 0;
    for (int at = 0; at < labels.size(); at++) {
      long name = labels.nameHash(at);
      if (name == TENANT) {
        tenant = labels.valueHash(at);
        tenants++;
      } else if (name == VPC) {
        vpc = labels.valueHash(at);
        vpcs++;
      } else {
        own = TextHash.of(TextHash.of(own, name), labels.valueHash(at));
      }
    }
    return new SeriesKey(own, TextHash.of(tenant, vpc), tenants == 1 && vpcs == 1);
  }

  /** Whether one of the names is forced, so that a tenant must not have it. */
  static boolean namesIdentity(Labels labels) {
    for (int at = 0; at < labels.size(); at++) {
      if (labels.nameHash(at) == TENANT || labels.nameHash(at) == VPC) {
        return true;
      }
    }
    return false;
  }
}
