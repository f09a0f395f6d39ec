package io.spandrel.console;

import io.spandrel.console.security.Role;
import io.spandrel.console.security.UserDirectory;
import io.spandrel.console.security.UserFiles;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A command that adds a user of the console, or changes one's password and role. The password is asked for, or read as
 * the first line of the standard input; it never stands on the command line.
 */
public final class AddUser {

    private static final String USAGE = """
            Adds a user of the console, or changes one's password and role (viewer, operator or admin).
              java -cp ... io.spandrel.console.AddUser --users <file> --groups <file> <name> <role>
              java -cp ... io.spandrel.console.AddUser --realm-path <directory> <name> <role>
            The password is asked for, or read from the standard input.""";

    private AddUser() {}

    public static void main(String[] arguments) {
        int status = run(List.of(arguments), System.in, System.out);
        if (status != 0) {
            System.exit(status);
        }
    }

    /** The exit status: 0 done, 1 refused, 2 not understood. */
    static int run(List<String> arguments, InputStream in, PrintStream out) {
        int options = arguments.size() - 2;
        Optional<Role> role = options < 0 ? Optional.empty() : Role.named(arguments.get(options + 1));
        if (role.isEmpty()) {
            out.println(USAGE);
            return 2;
        }
        try {
            return add(arguments.subList(0, options), arguments.get(options), role.get(), in, out);
        } catch (IOException | RuntimeException e) {
            out.println("Not added: " + e.getMessage());
            return 1;
        }
    }

    private static int add(List<String> options, String name, Role role, InputStream in, PrintStream out)
            throws IOException {
        if (options.size() == 4
                && options.get(0).equals("--users")
                && options.get(2).equals("--groups")) {
            UserFiles files = new UserFiles(Path.of(options.get(1)), Optional.of(Path.of(options.get(3))));
            files.put(name, password(in), role);
        } else if (options.size() == 2 && options.get(0).equals("--realm-path")) {
            new UserDirectory(Path.of(options.get(1))).put(name, password(in), role);
        } else {
            out.println(USAGE);
            return 2;
        }
        out.println("User " + name + " is " + role.label() + " now.");
        return 0;
    }

    private static char[] password(InputStream in) throws IOException {
        if (in == System.in && System.console() != null) {
            char[] typed = System.console().readPassword("Password: ");
            char[] again = System.console().readPassword("Again: ");
            if (!Arrays.equals(typed, again)) {
                throw new IllegalArgumentException("the two passwords differ");
            }
            return typed;
        }
        @Nullable String line = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).readLine();
        if (line == null) {
            throw new IllegalArgumentException("no password on the standard input");
        }
        return line.toCharArray();
    }
}
