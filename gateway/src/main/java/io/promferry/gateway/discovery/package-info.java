/**
 * Scrape targets for a tenant's Prometheus (design section 8): which pods are a tenant's, and what
 * of them asks to be scraped. Plain Java; {@code discovery.kube} fills what is known.
 */
@NullMarked
package io.promferry.gateway.discovery;

import org.jspecify.annotations.NullMarked;
