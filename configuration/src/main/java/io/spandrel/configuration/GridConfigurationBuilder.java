package io.spandrel.configuration;

/** Builds {@code <grid:grid>}. */
public final class GridConfigurationBuilder
        extends ElementBuilder<GridContainerConfigurationBuilder, GridConfigurationBuilder> {

    GridConfigurationBuilder(GridContainerConfigurationBuilder parent) {
        super(parent, parent.draft(), "grid");
    }

    /** Stable identity of the member across restarts. Absent: the transport's node name, else a generated one. */
    public GridConfigurationBuilder nodeName(String nodeName) {
        return text("node-name", nodeName);
    }

    /** What a difference in grid configuration between members does. */
    public GridConfigurationBuilder configCheck(ConfigCheck configCheck) {
        return word("config-check", configCheck);
    }

    /** Events kept per member: views, topologies, merges, partitions, repairs. */
    public GridConfigurationBuilder historySize(int historySize) {
        return count("history-size", historySize);
    }
}
