/** Tenant entries from the Secrets of one Kubernetes namespace. */
@NullMarked
package io.promferry.gateway.source.kube;

import org.jspecify.annotations.NullMarked;
