package io.spandrel.console.api;

import io.spandrel.console.http.Answer;
import io.spandrel.console.http.HttpProblem;
import io.spandrel.console.http.Request;
import io.undertow.server.HttpServerExchange;

/** Answers the requests of one route. Runs on a worker thread and may block. */
@FunctionalInterface
interface Endpoint {

    /** @throws HttpProblem what the client is told instead */
    Answer answer(HttpServerExchange exchange, Request request) throws Exception;
}
