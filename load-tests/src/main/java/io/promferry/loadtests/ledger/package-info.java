/** What became of every single sample. */
@NullMarked
package io.promferry.loadtests.ledger;

import org.jspecify.annotations.NullMarked;
