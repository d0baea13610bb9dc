/** What senders scrape in tests: one of everything that Prometheus' exposition formats know. */
@NullMarked
package io.promferry.loadtests.scraped;

import org.jspecify.annotations.NullMarked;
