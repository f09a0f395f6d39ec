package io.spandrel.grid.telemetry;

import io.opentelemetry.api.common.AttributeKey;

/** What measurements and spans are told apart by. */
final class Labels {

    static final AttributeKey<String> MEMBER = AttributeKey.stringKey("spandrel.member");
    static final AttributeKey<String> CACHE = AttributeKey.stringKey("spandrel.cache");
    static final AttributeKey<String> CORRELATION = AttributeKey.stringKey("spandrel.correlation");

    private Labels() {}
}
