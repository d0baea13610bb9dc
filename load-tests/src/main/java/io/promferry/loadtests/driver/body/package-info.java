/** Bodies that are encoded once and patched for each write. */
@NullMarked
package io.promferry.loadtests.driver.body;

import org.jspecify.annotations.NullMarked;
