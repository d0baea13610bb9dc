package io.promferry.tenantpromconfig.operator;

import io.promferry.tenantpromconfig.model.Problem;
import io.promferry.tenantpromconfig.render.VpcEntries;
import java.util.List;

/**
 * Our entries in Vpcs' lists, which are atomic for server-side apply: read, changed and written
 * under the resource version, touching only what was recorded as ours.
 */
public interface VpcLists {
  /**
   * Brings the tenant's entries to these, in these Vpcs, and removes its others; adopts none that
   * somebody else has put there.
   *
   * @return what stands in the way: an entry of somebody else, a Vpc that is not there; the rest is
   *     done all the same
   */
  List<Problem> ensure(String tenant, List<VpcEntries> entries);

  /** Removes all entries of the tenant, wherever they are recorded; a Vpc that is gone is none. */
  void remove(String tenant);
}
