/**
 * Kube-OVN's network on this machine: real OVN on its userspace datapath, tenants' VPCs with one
 * and the same addresses, and in them the real Prometheus, gateway and store. Everything is in
 * namespaces of its own, which go with the JVM.
 */
@NullMarked
package io.promferry.loadtests.lab;

import org.jspecify.annotations.NullMarked;
