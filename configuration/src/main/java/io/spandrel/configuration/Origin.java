package io.spandrel.configuration;

/** Where an effective value comes from. */
public enum Origin {
    CONFIGURATION("configuration"),
    ENVIRONMENT("environment"),
    SYSTEM_PROPERTY("system property"),
    DEFAULT("default"),
    CHANGED("changed at run time");

    private final String text;

    Origin(String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return text;
    }
}
