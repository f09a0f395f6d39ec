package io.spandrel.console.security;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a user may do; each role may do what those before it may. */
public enum Role {
    /** Sees everything but cached values. */
    VIEWER,
    /** Also evicts, expires, and turns rebalancing on and off. */
    OPERATOR,
    /** Also clears caches and changes settings. */
    ADMIN;

    /** The name in a groups file. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public boolean covers(Role other) {
        return compareTo(other) >= 0;
    }

    /** This role and those it covers, least first. */
    public List<Role> implied() {
        return Arrays.stream(values()).filter(this::covers).toList();
    }

    /** The highest of the roles among {@code names}; other names, and names in another case, mean nothing here. */
    static Optional<Role> highest(Iterable<String> names) {
        Optional<Role> highest = Optional.empty();
        for (String name : names) {
            Optional<Role> role = named(name);
            if (role.isPresent() && (highest.isEmpty() || role.get().covers(highest.get()))) {
                highest = role;
            }
        }
        return highest;
    }

    /** The role with that label. */
    public static Optional<Role> named(String name) {
        return Arrays.stream(values()).filter(role -> role.label().equals(name)).findFirst();
    }
}
