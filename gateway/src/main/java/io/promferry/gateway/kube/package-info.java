/** The connection to the Kubernetes API server, for whoever watches something there. */
@NullMarked
package io.promferry.gateway.kube;

import org.jspecify.annotations.NullMarked;
