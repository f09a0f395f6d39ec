package io.spandrel.configuration;

import java.util.List;
import org.infinispan.commons.configuration.Builder;
import org.infinispan.commons.configuration.attributes.AttributeSet;

/** What the builders of both levels have in common. */
abstract sealed class DraftBuilder<T> implements Builder<T>
        permits GridCacheConfigurationBuilder, GridContainerConfigurationBuilder {

    abstract Draft draft();

    /** Everything wrong with what was gathered so far. */
    abstract List<Problem> problems();

    /**
     * Refuses what is wrong, with the problems of the whole file if a file is being parsed.
     *
     * @throws ConfigException with all problems
     */
    @Override
    public void validate() {
        ParseSession session = draft().session;
        if (session != null && session.isOpen()) {
            session.report();
            return;
        }
        List<Problem> problems = problems();
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
    }

    @Override
    public void reset() {
        draft().written.clear();
    }

    /** Empty: what was written is kept as text, see decision 0010. */
    @Override
    public AttributeSet attributes() {
        return AttributeSet.EMPTY;
    }
}
