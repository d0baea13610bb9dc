/**
 * Kube-OVN's objects as far as a tenant needs them, read leniently: 1.14 to 1.17 differ in what
 * they write.
 */
@NullMarked
package io.promferry.tenantpromconfig.model.kubeovn;

import org.jspecify.annotations.NullMarked;
