package io.promferry.tenantpromconfig.operator.credentials;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is seen in the cluster of a tenant's credentials.
 *
 * @param presented digest of the token in the tenant's Secret; empty if there is none
 * @param loaded whether every replica of the gateway has loaded the entry as it is
 * @param rotateRequest value of the annotation {@code promferry.io/rotate}
 * @param lastUsed when a credential, by its id, was last used
 */
public record CredentialSigns(
    Optional<String> presented,
    boolean loaded,
    @Nullable String rotateRequest,
    Function<String, Optional<Instant>> lastUsed) {}
