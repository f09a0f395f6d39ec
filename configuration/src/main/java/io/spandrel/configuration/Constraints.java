package io.spandrel.configuration;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.hibernate.validator.HibernateValidator;
import org.hibernate.validator.engine.HibernateConstraintViolation;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;
import org.jspecify.annotations.Nullable;

/** Applies the constraints of the records and the rules across them, by Hibernate Validator. */
final class Constraints {

    private Constraints() {}

    /** The rules broken by what was read, except by values that could not even be read. */
    static List<Problem> check(FitTogether.Level level, Reading reading) {
        List<Problem> problems = new ArrayList<>();
        for (ConstraintViolation<FitTogether.Level> violation : Holder.VALIDATOR.validate(level)) {
            Object finding =
                    violation.unwrap(HibernateConstraintViolation.class).getDynamicPayload(Finding.class);
            add(ofFinding((Finding) finding, reading), problems);
        }
        /* One by one and not by @Valid: that would have the validator describe the level's constructor and accessors. */
        reading.records().forEach((element, record) -> {
            for (ConstraintViolation<Record> violation : Holder.VALIDATOR.validate(record)) {
                add(ofValue(element, violation, reading), problems);
            }
        });
        problems.sort(Comparator.comparing(Problem::toString));
        return problems;
    }

    private static void add(@Nullable Problem problem, List<Problem> problems) {
        if (problem != null) {
            problems.add(problem);
        }
    }

    private static @Nullable Problem ofValue(String element, ConstraintViolation<?> violation, Reading reading) {
        String attribute = violation.getPropertyPath().iterator().next().getName();
        return at(element, Language.kebab(attribute), violation.getMessage(), null, reading);
    }

    private static @Nullable Problem ofFinding(Finding finding, Reading reading) {
        if (finding.attribute() == null) {
            return new Problem(null, finding.element(), null, null, finding.rule(), finding.fix());
        }
        return at(finding.element(), finding.attribute(), finding.rule(), finding.fix(), reading);
    }

    private static @Nullable Problem at(
            String element, String attribute, String rule, @Nullable String fix, Reading reading) {
        for (Map.Entry<Reading.Place, Reading.Text> entry : reading.texts().entrySet()) {
            if (entry.getKey().is(element, attribute)) {
                AttributeSpec spec = entry.getKey().attribute();
                Reading.Text text = entry.getValue();
                return text.broken()
                        ? null
                        : new Problem(
                                null,
                                element,
                                attribute,
                                spec.secret() ? null : text.written(),
                                rule + text.source(),
                                fix == null ? spec.advice(text.written()) : fix);
            }
        }
        throw new IllegalStateException("No attribute " + attribute + " of " + element + " was read");
    }

    /* Built at the first grid element: its 600 classes take about 0.2 s of a cold JVM. */
    private static final class Holder {
        static final Validator VALIDATOR = Validation.byProvider(HibernateValidator.class)
                .configure()
                .ignoreXmlConfiguration()
                .messageInterpolator(new ParameterMessageInterpolator(Set.of(Locale.ENGLISH), Locale.ENGLISH, false))
                .buildValidatorFactory()
                .getValidator();
    }
}
