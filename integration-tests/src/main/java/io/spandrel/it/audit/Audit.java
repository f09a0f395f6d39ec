package io.spandrel.it.audit;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Looks up every component of the CycloneDX files named by its arguments. Ends with 0 if nothing is known against any, 1 if
 * something is, and 2 if that could not be found out.
 */
public final class Audit {

    private static final URI OSV = URI.create(System.getProperty("spandrel.advisories", "https://api.osv.dev/"));

    private Audit() {}

    public static void main(String[] arguments) {
        System.exit(run(Arrays.stream(arguments).map(Path::of).toList(), new Advisories(OSV), System.out));
    }

    static int run(List<Path> files, Advisories advisories, PrintStream out) {
        try {
            List<String> components = components(files);
            Map<String, List<String>> found = new TreeMap<>(advisories.of(components));
            found.forEach((component, ids) -> out.println(component + " " + String.join(" ", ids)));
            out.println(components.size() + " components, " + found.size() + " with advisories");
            return found.isEmpty() ? 0 : 1;
        } catch (IOException e) {
            out.println("nothing is known, since it could not be asked: " + e);
            return 2;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 2;
        }
    }

    /* Package URLs without their qualifiers, which advisories do not tell apart. */
    private static List<String> components(List<Path> files) throws IOException {
        TreeSet<String> components = new TreeSet<>();
        for (Path file : files) {
            new ObjectMapper()
                    .readTree(file.toFile())
                    .path("components")
                    .forEach(component ->
                            components.add(component.path("purl").asText().replaceFirst("\\?.*", "")));
        }
        components.removeIf(component -> component.isEmpty() || component.startsWith("pkg:maven/io.spandrel/"));
        if (components.isEmpty()) {
            throw new IOException("no component in " + files);
        }
        return List.copyOf(components);
    }
}
