package io.spandrel.grid.infinispan.eviction;

import io.spandrel.eviction.ChoiceSnapshot;
import io.spandrel.grid.PolicyChoice;
import io.spandrel.grid.infinispan.member.TypeIds;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.infinispan.protostream.annotations.ProtoFactory;
import org.infinispan.protostream.annotations.ProtoField;
import org.infinispan.protostream.annotations.ProtoTypeId;
import org.jspecify.annotations.Nullable;

/** {@link PolicyChoice} as it travels; the lists are the columns of its candidates and of its history. */
@ProtoTypeId(TypeIds.CHOICE)
public record ChoiceFigures(
        @ProtoField(1) String current,
        @ProtoField(2) long switches,
        @ProtoField(3) double requests,
        @ProtoField(4) double rate,
        @ProtoField(5) List<String> policies,
        @ProtoField(6) List<Double> hitRatios,
        @ProtoField(7) List<Integer> sampled,
        @ProtoField(8) @Nullable List<Long> switchedAt,
        @ProtoField(9) @Nullable List<String> from,
        @ProtoField(10) @Nullable List<String> to,
        @ProtoField(11) @Nullable List<Double> fromHitRatios,
        @ProtoField(12) @Nullable List<Double> toHitRatios) {

    @ProtoFactory
    public ChoiceFigures {}

    public static ChoiceFigures of(PolicyChoice choice) {
        List<PolicyChoice.Candidate> candidates = choice.candidates();
        List<PolicyChoice.Switch> history = choice.history();
        return new ChoiceFigures(
                choice.current(),
                choice.switches(),
                choice.requests(),
                choice.rate(),
                candidates.stream().map(PolicyChoice.Candidate::policy).toList(),
                candidates.stream().map(PolicyChoice.Candidate::hitRatio).toList(),
                candidates.stream().map(PolicyChoice.Candidate::sampled).toList(),
                history.stream().map(change -> change.at().toEpochMilli()).toList(),
                history.stream().map(PolicyChoice.Switch::from).toList(),
                history.stream().map(PolicyChoice.Switch::to).toList(),
                history.stream().map(PolicyChoice.Switch::fromHitRatio).toList(),
                history.stream().map(PolicyChoice.Switch::toHitRatio).toList());
    }

    public PolicyChoice choice() {
        return new PolicyChoice(
                current,
                switches,
                requests,
                rate,
                IntStream.range(0, policies.size())
                        .mapToObj(i -> new PolicyChoice.Candidate(policies.get(i), hitRatios.get(i), sampled.get(i)))
                        .toList(),
                IntStream.range(0, orEmpty(switchedAt).size())
                        .mapToObj(this::change)
                        .toList());
    }

    private PolicyChoice.Switch change(int i) {
        return new PolicyChoice.Switch(
                Instant.ofEpochMilli(orEmpty(switchedAt).get(i)),
                orEmpty(from).get(i),
                orEmpty(to).get(i),
                orEmpty(fromHitRatios).get(i),
                orEmpty(toHitRatios).get(i));
    }

    /** A column as it was sent; the grid's schema lets an empty one arrive as null. */
    private static <T> List<T> orEmpty(@Nullable List<T> column) {
        return Objects.requireNonNullElse(column, List.of());
    }

    /** What {@code auto} says, in the grid's words. */
    public static PolicyChoice choice(ChoiceSnapshot from) {
        return new PolicyChoice(
                from.current(),
                from.switches(),
                from.requests(),
                from.rate(),
                from.candidates().stream()
                        .map(one -> new PolicyChoice.Candidate(one.policy(), one.hitRatio(), one.sampled()))
                        .toList(),
                from.history().stream()
                        .map(one -> new PolicyChoice.Switch(
                                one.at(), one.from(), one.to(), one.fromHitRatio(), one.toHitRatio()))
                        .toList());
    }
}
