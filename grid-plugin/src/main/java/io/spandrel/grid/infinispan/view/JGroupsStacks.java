package io.spandrel.grid.infinispan.view;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.infinispan.configuration.global.GlobalConfiguration;
import org.infinispan.configuration.global.GlobalConfigurationBuilder;
import org.infinispan.configuration.global.JGroupsConfiguration;
import org.infinispan.configuration.global.StackFileConfiguration;
import org.infinispan.remoting.transport.jgroups.FileJGroupsChannelConfigurator;

/** The JGroups stacks in the jar, so that {@code <transport stack="spandrel-tcp"/>} needs no file of the user. */
public final class JGroupsStacks {

    /*
     * Infinispan's list of stack names is closed: its parser fills it, and nothing else can be asked. The module runs
     * before the transport looks a name up, and adds its own then (decision 0031). A stack of the same name that the
     * user has declared wins.
     */

    private static final List<String> NAMES = List.of("spandrel-tcp", "spandrel-kubernetes");

    private JGroupsStacks() {}

    /** Adds those that the configuration names and does not declare; to be called before the transport starts. */
    public static void offer(GlobalConfiguration configuration) {
        JGroupsConfiguration jgroups = configuration.transport().jgroups();
        for (String name : NAMES) {
            if (isNamed(name, configuration) && !isDeclared(name, jgroups)) {
                jgroups.stackFiles().add(load(name));
            }
        }
    }

    private static boolean isNamed(String name, GlobalConfiguration configuration) {
        return name.equals(configuration.transport().stack())
                || configuration.transport().jgroups().stacks().stream().anyMatch(stack -> name.equals(stack.extend()));
    }

    private static boolean isDeclared(String name, JGroupsConfiguration jgroups) {
        return jgroups.stackFiles().stream().anyMatch(stack -> name.equals(stack.name()))
                || jgroups.stacks().stream().anyMatch(stack -> name.equals(stack.name()));
    }

    private static StackFileConfiguration load(String name) {
        String path = "io/spandrel/grid/stacks/" + name + ".xml";
        try (InputStream xml = JGroupsStacks.class.getClassLoader().getResourceAsStream(path)) {
            return new GlobalConfigurationBuilder()
                    .transport()
                    .jgroups()
                    .addStackFile(name)
                    .fileChannelConfigurator(
                            new FileJGroupsChannelConfigurator(name, path, xml, System.getProperties()))
                    .create();
        } catch (IOException e) {
            throw new UncheckedIOException("JGroups stack " + name, e);
        }
    }
}
