package io.spandrel.configuration;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import org.infinispan.commons.CacheConfigurationException;

/** A configuration was refused. Its message numbers every problem found, each with its fix; nothing was started. */
public final class ConfigException extends CacheConfigurationException {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    public ConfigException(Collection<Problem> problems) {
        super(message(new LinkedHashSet<>(problems)));
        this.problems = List.copyOf(new LinkedHashSet<>(problems));
    }

    public List<Problem> problems() {
        return problems;
    }

    private static String message(Collection<Problem> problems) {
        StringBuilder text = new StringBuilder("The grid configuration has ")
                .append(problems.size() == 1 ? "a problem:" : problems.size() + " problems:");
        int number = 1;
        for (Problem problem : problems) {
            text.append(System.lineSeparator())
                    .append("  ")
                    .append(number++)
                    .append(". ")
                    .append(problem);
        }
        return text.toString();
    }
}
