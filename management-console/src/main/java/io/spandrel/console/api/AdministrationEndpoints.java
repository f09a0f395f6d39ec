package io.spandrel.console.api;

import io.spandrel.console.http.Answer;
import io.spandrel.console.http.HttpProblem;
import io.spandrel.console.http.MediaTypes;
import io.spandrel.console.http.Request;
import io.spandrel.grid.CacheFormat;
import io.spandrel.grid.CacheRemoval;
import io.spandrel.grid.CacheStatistics;
import io.spandrel.grid.MemberReport;
import io.undertow.server.HttpServerExchange;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Caches that come and go while the grid runs. */
final class AdministrationEndpoints {

    /** Languages by the media types that stand for them. */
    static final Map<String, CacheFormat> FORMATS = Map.of(
            "application/xml", CacheFormat.XML,
            "application/json", CacheFormat.JSON,
            "application/yaml", CacheFormat.YAML);

    /**
     * What goes with a cache on one member.
     *
     * @param answered whether it told how many entries it has, as primary or backup; 0 if not
     * @param owed changes that it keeps for others
     */
    record OnMember(String member, boolean answered, long entries, long owed) {

        static OnMember of(MemberReport member, String cache) {
            return new OnMember(
                    member.member(),
                    member.answered(),
                    member.statistics()
                            .getOrDefault(cache, CacheStatistics.NONE)
                            .entries(),
                    member.handoff().containsKey(cache)
                            ? member.handoff().get(cache).pending()
                            : 0);
        }
    }

    record Removal(
            String name,
            boolean permanent,
            int stores,
            int listeners,
            List<String> obstacles,
            List<OnMember> members) {}

    private final GridReader grid;

    AdministrationEndpoints(GridReader grid) {
        this.grid = grid;
    }

    /** Creates a cache, or with {@code ?dryRun=true} says what would be created and what is wrong. */
    Answer create(HttpServerExchange exchange, Request request) throws Exception {
        String name = request.parameter("name");
        CacheFormat format = FORMATS.getOrDefault(MediaTypes.of(exchange), CacheFormat.JSON);
        String text = new String(request.body(), StandardCharsets.UTF_8);
        if (Route.isRehearsal(request.query())) {
            return Answer.json(GridReader.await(() -> grid.administration().plan(name, format, text)));
        }
        return Answer.json(201, GridReader.await(() -> grid.administration().create(name, format, text)));
    }

    /** What would go with a cache. */
    Answer removal(Request request) throws Exception {
        String name = request.parameter("name");
        grid.cache(name);
        CacheRemoval removal = GridReader.await(() -> grid.administration().removal(name));
        return Answer.json(new Removal(
                name,
                removal.permanent(),
                removal.stores(),
                removal.listeners(),
                removal.obstacles(),
                grid.members().stream().map(member -> OnMember.of(member, name)).toList()));
    }

    Answer remove(Request request) throws Exception {
        String name = request.parameter("name");
        grid.cache(name);
        if (!name.equals(request.query("confirm"))) {
            throw HttpProblem.badRequest("Removing needs the cache's name repeated in the query parameter 'confirm'");
        }
        GridReader.await(() -> grid.administration().remove(name));
        return Answer.noContent();
    }
}
