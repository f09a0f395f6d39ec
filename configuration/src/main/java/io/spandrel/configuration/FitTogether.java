package io.spandrel.configuration;

import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;
import java.util.List;
import org.hibernate.validator.constraintvalidation.HibernateConstraintValidatorContext;

/** The elements of a level obey the rules across attributes; a violation carries its {@link Finding}. */
@Retention(RUNTIME)
@Target(TYPE)
@Constraint(validatedBy = FitTogether.Check.class)
@interface FitTogether {
    String message() default "must fit together";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** A level of the language whose rules can be judged. */
    interface Level {
        List<Finding> findings();
    }

    /** Reports each finding as a violation of its own. */
    final class Check implements ConstraintValidator<FitTogether, Level> {
        @Override
        public boolean isValid(Level level, ConstraintValidatorContext context) {
            List<Finding> findings = level.findings();
            context.disableDefaultConstraintViolation();
            /* Numbered, because violations with equal messages count as one; never the finding's text: it may hold
             * what the user wrote, and a template is interpreted. */
            int number = 1;
            for (Finding finding : findings) {
                context.unwrap(HibernateConstraintValidatorContext.class)
                        .withDynamicPayload(finding)
                        .buildConstraintViolationWithTemplate("finding " + number++)
                        .addConstraintViolation();
            }
            return findings.isEmpty();
        }
    }
}
