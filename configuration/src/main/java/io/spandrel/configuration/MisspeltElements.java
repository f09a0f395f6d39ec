package io.spandrel.configuration;

import org.infinispan.commons.configuration.io.ConfigurationReader;
import org.infinispan.configuration.parsing.ConfigurationBuilderHolder;
import org.infinispan.configuration.parsing.NamespaceMappingParser;
import org.infinispan.configuration.parsing.ParserRegistry;

/** Leads elements of our namespace to our parser whatever their name, and all others to Infinispan's parsers. */
final class MisspeltElements implements NamespaceMappingParser {

    /*
     * Infinispan looks a parser up by the element's name, so of itself it refuses a misspelt element without asking
     * us, and without saying what was meant. It takes us from the first known element of a file on; a file whose only
     * grid element is misspelt still gets Infinispan's own message (ISPN000327).
     */
    private final GridParser ours;
    private final ParserRegistry others;

    MisspeltElements(GridParser ours, ConfigurationReader reader, ConfigurationBuilderHolder holder) {
        this.ours = ours;
        this.others = new ParserRegistry(holder.getClassLoader(), false, reader.getProperties());
    }

    @Override
    public void parseElement(ConfigurationReader reader, ConfigurationBuilderHolder holder) {
        if (Language.NAMESPACE.equals(reader.getNamespace())) {
            ours.readElement(reader, holder);
        } else {
            others.parseElement(reader, holder);
        }
    }

    @Override
    public void parseAttribute(ConfigurationReader reader, int index, ConfigurationBuilderHolder holder) {
        others.parseAttribute(reader, index, holder);
    }
}
