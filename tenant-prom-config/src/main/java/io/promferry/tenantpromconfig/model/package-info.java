/** What a tenant is, in Kubernetes, and what of Kube-OVN's objects matters to it. */
@NullMarked
package io.promferry.tenantpromconfig.model;

import org.jspecify.annotations.NullMarked;
