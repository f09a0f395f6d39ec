package io.spandrel.console.api;

import io.spandrel.console.http.Answer;
import io.spandrel.console.http.Request;
import io.spandrel.console.security.Audit;

/** What was done with this member's console, and by whom. */
final class AuditEndpoint {

    private final Audit audit;

    AuditEndpoint(Audit audit) {
        this.audit = audit;
    }

    Answer show(Request request) {
        return Answer.json(audit.entries());
    }
}
