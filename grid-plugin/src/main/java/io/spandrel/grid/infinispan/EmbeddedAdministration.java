package io.spandrel.grid.infinispan;

import io.spandrel.configuration.Problem;
import io.spandrel.grid.CacheAdministration;
import io.spandrel.grid.CacheFormat;
import io.spandrel.grid.CachePlan;
import io.spandrel.grid.CacheProblem;
import io.spandrel.grid.CacheRefusedException;
import io.spandrel.grid.CacheRemoval;
import io.spandrel.grid.GridOperationException;
import io.spandrel.grid.Member;
import io.spandrel.grid.MemberReport;
import io.spandrel.grid.infinispan.member.CacheSide;
import io.spandrel.grid.infinispan.member.LocalMember;
import io.spandrel.grid.infinispan.report.CacheReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.infinispan.commons.CacheConfigurationException;
import org.infinispan.commons.CacheException;
import org.infinispan.commons.util.GlobUtils;
import org.infinispan.commons.util.concurrent.CompletionStages;
import org.infinispan.configuration.cache.Configuration;
import org.infinispan.partitionhandling.AvailabilityMode;
import org.infinispan.util.ByteString;
import org.jspecify.annotations.Nullable;

/** Creates and removes caches as an operator asks for it. */
final class EmbeddedAdministration implements CacheAdministration {

    /** How long members are waited for when they are asked what runs on them. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final LocalMember member;
    private final CreatedCaches created;

    EmbeddedAdministration(LocalMember member, CreatedCaches created) {
        this.member = member;
        this.created = created;
    }

    @Override
    public CompletionStage<CachePlan> plan(String name, CacheFormat format, String text) {
        CacheText wanted = new CacheText(name, format, text);
        return member.supplyBlocking(() -> {
            try {
                return plan(name, wanted, configuration(name, wanted));
            } catch (CacheRefusedException e) {
                return new CachePlan(name, created.permanent(), "", e.problems());
            } catch (IllegalStateException e) {
                return new CachePlan(
                        name, created.permanent(), "", List.of(CacheProblem.ofWhole(String.valueOf(e.getMessage()))));
            }
        });
    }

    @Override
    public CompletionStage<CachePlan> create(String name, CacheFormat format, String text) {
        CacheText wanted = new CacheText(name, format, text);
        return member.supplyBlocking(() -> configuration(name, wanted))
                .thenCompose(configuration -> operations()
                        .run(
                                "create",
                                name,
                                correlation -> member.supplyBlocking(() -> {
                                    create(name, wanted, configuration);
                                    done(name, "created on all members", correlation);
                                    return plan(name, wanted, configuration);
                                })));
    }

    @Override
    public CompletionStage<CacheRemoval> removal(String name) {
        CacheSide side = running(name);
        return member.supplyBlocking(() -> removal(side));
    }

    @Override
    public CompletionStage<Void> remove(String name) {
        CacheSide side = running(name);
        return member.supplyBlocking(() -> refuse(removal(side)))
                .thenCompose(free -> operations()
                        .run(
                                "remove",
                                name,
                                correlation -> member.supplyBlocking(() -> {
                                    removeEverywhere(name);
                                    done(name, "removed from all members", correlation);
                                    return null;
                                })));
    }

    private CachePlan plan(String name, CacheText text, Configuration configuration) {
        return new CachePlan(name, created.permanent(), text.write(configuration), List.of());
    }

    /** What is to be created, if it can be. */
    private Configuration configuration(String name, CacheText text) {
        refuseName(name);
        String obstacle = created.obstacle();
        if (obstacle != null) {
            throw new IllegalStateException(obstacle);
        }
        if (created.taken(name)) {
            throw new IllegalStateException("There is a cache or a template '" + name + "' already");
        }
        Configuration configuration = text.read(member.configuration(), created.templates());
        List<Problem> missing = member.capabilities().missing(name, configuration);
        if (!missing.isEmpty()) {
            throw text.unusable(missing);
        }
        return configuration;
    }

    private static void refuseName(String name) {
        String rule = name.isBlank()
                ? "must not be empty"
                : !ByteString.isValid(name)
                        ? "must not be longer than 255 bytes"
                        : GlobUtils.isGlob(name) ? "must not hold * or ?, which stand for many caches" : null;
        if (rule != null) {
            throw new CacheRefusedException(name, List.of(CacheProblem.ofWhole("The cache's name " + rule)));
        }
    }

    /* Members that join meanwhile learn of the cache when they start, and are not waited for. */
    private void create(String name, CacheText text, Configuration configuration) {
        Set<String> members = names();
        CompletionStage<Configuration> creation = begin(name, configuration);
        try {
            CompletionStages.join(creation);
        } catch (RuntimeException e) {
            undo(name, configuration);
            throw e;
        }
        if (!created.is(name, configuration)) {
            throw new IllegalStateException("Another cache '" + name + "' was created at the same time");
        }
        Map<String, String> failures =
                failures(members, report -> has(report, name), "it could not start the cache, its log says why");
        if (!failures.isEmpty()) {
            CacheConfigurationException refusal = refusal(name);
            undo(name, configuration);
            if (refusal != null) {
                throw text.refused(refusal);
            }
            refuse("Creating cache '" + name + "'", failures);
        }
    }

    /* What is refused here has not begun, and must not be undone: the cache may be another's. */
    private CompletionStage<Configuration> begin(String name, Configuration configuration) {
        try {
            return created.create(name, configuration);
        } catch (CacheConfigurationException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    /* No member keeps what not all have. */
    private void undo(String name, Configuration configuration) {
        if (created.is(name, configuration)) {
            CompletionStages.join(created.remove(name));
        }
    }

    /** Why this member could not start a cache, if that is the fault of its configuration. */
    private @Nullable CacheConfigurationException refusal(String name) {
        try {
            member.manager().getCache(name);
            return null;
        } catch (CacheConfigurationException e) {
            return e;
        } catch (CacheException e) {
            return e.getCause() instanceof CacheConfigurationException cause ? cause : null;
        }
    }

    private void removeEverywhere(String name) {
        Set<String> members = names();
        CompletionStages.join(created.remove(name));
        refuse(
                "Removing cache '" + name + "'",
                failures(members, report -> !has(report, name), "it still has the cache"));
    }

    private static CacheRemoval refuse(CacheRemoval removal) {
        if (!removal.obstacles().isEmpty()) {
            throw new IllegalStateException(
                    "Cache '" + removal.name() + "' cannot be removed: " + String.join("; ", removal.obstacles()));
        }
        return removal;
    }

    private void done(String cache, String what, String correlation) {
        operations().doneEverywhere(cache, what, correlation);
    }

    private CacheRemoval removal(CacheSide side) {
        String name = side.cacheName();
        List<String> obstacles = new ArrayList<>();
        if (!created.has(name)) {
            obstacles.add("the application defines it itself, and would have it again when it starts");
        }
        String obstacle = created.obstacle();
        if (obstacle != null) {
            obstacles.add(obstacle);
        }
        if (created.hasDependent(name)) {
            obstacles.add("another cache depends on it");
        }
        if (!member.component(CacheReader.class)
                .report(side)
                .availability()
                .equals(AvailabilityMode.AVAILABLE.name())) {
            obstacles.add("members are missing, and would bring it back");
        }
        return new CacheRemoval(
                name,
                created.permanent(name),
                side.configuration().persistence().stores().size(),
                side.listeners(),
                obstacles);
    }

    private CacheSide running(String name) {
        CacheSide side = member.caches().findRunning(name);
        if (side == null) {
            throw new IllegalArgumentException("No cache '" + name + "' runs on member '" + member.name() + "'");
        }
        return side;
    }

    private Set<String> names() {
        return member.grid().members().stream().map(Member::name).collect(Collectors.toSet());
    }

    /** Of those members that are still there: who is not as it should be, and why. */
    private Map<String, String> failures(Set<String> members, Predicate<MemberReport> fine, String otherwise) {
        Map<String, String> failures = new HashMap<>();
        for (MemberReport report : CompletionStages.join(member.grid().memberReports(PATIENCE))) {
            if (members.contains(report.member()) && !(report.answered() && fine.test(report))) {
                failures.put(report.member(), report.answered() ? otherwise : "it does not answer");
            }
        }
        return failures;
    }

    private static boolean has(MemberReport report, String cache) {
        return report.statistics().containsKey(cache);
    }

    private static void refuse(String operation, Map<String, String> failures) {
        if (!failures.isEmpty()) {
            throw new GridOperationException(operation, failures);
        }
    }

    private Operations operations() {
        return member.component(Operations.class);
    }
}
