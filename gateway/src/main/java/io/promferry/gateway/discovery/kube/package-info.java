/** Watches what {@code discovery} has to know of the cluster, and keeps only that. */
@NullMarked
package io.promferry.gateway.discovery.kube;

import org.jspecify.annotations.NullMarked;
