package io.spandrel.configuration;

/**
 * One value in which two members' configurations of a cache differ.
 *
 * @param element the element's local name
 * @param attribute the attribute's name
 * @param ours the value here, or {@code absent}
 * @param theirs the value there, or {@code absent}
 */
public record Difference(String element, String attribute, String ours, String theirs) {

    static final String ABSENT = "absent";

    @Override
    public String toString() {
        return "<grid:" + element + "> " + attribute + ": here " + ours + ", there " + theirs;
    }
}
