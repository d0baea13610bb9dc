/** What a browser gets of the status page. */
@NullMarked
package io.promferry.gateway.page;

import org.jspecify.annotations.NullMarked;
