package io.spandrel.console;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;

/** Listens to a stream of server-sent events and keeps them. */
final class SseClient implements AutoCloseable {

    /** One event; absent fields are empty. */
    record Event(String id, String type, String data) {}

    private final List<Event> events = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Integer> ended;

    SseClient(HttpRequest.Builder request) {
        ended = HttpClient.newHttpClient()
                .sendAsync(request.build(), HttpResponse.BodyHandlers.fromLineSubscriber(new Lines()))
                .thenApply(HttpResponse::statusCode);
    }

    List<Event> events(String type) {
        return events.stream().filter(event -> event.type().equals(type)).toList();
    }

    boolean isOver() {
        return ended.isDone();
    }

    @Override
    public void close() {
        ended.cancel(true);
    }

    private final class Lines implements Flow.Subscriber<String> {

        private final List<String> lines = new ArrayList<>();

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(String line) {
            if (!line.isEmpty()) {
                lines.add(line);
            } else if (!lines.isEmpty()) {
                events.add(new Event(field("id"), field("event"), field("data")));
                lines.clear();
            }
        }

        private String field(String name) {
            return lines.stream()
                    .filter(line -> line.startsWith(name + ":"))
                    .map(line -> line.substring(name.length() + 1))
                    .findFirst()
                    .orElse("");
        }

        @Override
        public void onError(Throwable failure) {
            /* the end of the stream; `ended` tells */
        }

        @Override
        public void onComplete() {
            /* the end of the stream; `ended` tells */
        }
    }
}
