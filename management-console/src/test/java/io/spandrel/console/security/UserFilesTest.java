package io.spandrel.console.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spandrel.configuration.ConsoleConfiguration;
import io.spandrel.configuration.GridContainerConfiguration;
import io.spandrel.configuration.Spandrel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.infinispan.configuration.global.GlobalConfigurationBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserFilesTest {

    private static final char[] PASSWORD = "correct horse".toCharArray();

    @TempDir
    private Path directory;

    private Path users;
    private Path groups;
    private UserFiles files;
    private final Set<String> weak = new TreeSet<>();

    @BeforeEach
    void files() {
        users = directory.resolve("conf/users.properties");
        groups = directory.resolve("conf/groups.properties");
        files = new UserFiles(users, Optional.of(groups));
    }

    @Test
    void put_newUser_isKeptAsSaltedHashThatOnlyTheOwnerMayRead() throws IOException {
        files.put("alice", PASSWORD, Role.OPERATOR);
        files.put("bob", PASSWORD, Role.VIEWER);

        assertThat(Files.readAllLines(users))
                .hasSize(2)
                .allMatch(line -> line.matches("(alice|bob)=\\$2[ay]\\$10\\$[./A-Za-z0-9]{53}"))
                .extracting(line -> line.substring(line.indexOf('$')))
                .doesNotHaveDuplicates();
        assertThat(Files.getPosixFilePermissions(users)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(open().role("alice")).contains(Role.OPERATOR);
        assertThat(open().verify("bob", PASSWORD.clone())).isTrue();
    }

    @Test
    void put_knownUser_changesThatLineAndKeepsTheRest() throws IOException {
        files.put("alice", PASSWORD, Role.VIEWER);
        Files.writeString(users, "# hand-written\nbob=$2y$10$" + "a".repeat(53) + "\n" + Files.readString(users));

        files.put("alice", "another one".toCharArray(), Role.ADMIN);

        assertThat(Files.readAllLines(users)).hasSize(3).startsWith("# hand-written");
        assertThat(open().verify("alice", "another one".toCharArray())).isTrue();
        assertThat(open().verify("alice", PASSWORD.clone())).isFalse();
        assertThat(open().role("alice")).contains(Role.ADMIN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a=b", "../a", "#a", "a:b", "-a", "a\nb", "ä"})
    void put_nameThatFilesOrHttpCannotHold_isRefused(String name) {
        assertThatThrownBy(() -> files.put(name, PASSWORD, Role.VIEWER)).isInstanceOf(IllegalArgumentException.class);
        assertThat(users).doesNotExist();
    }

    @Test
    void put_passwordTooShortOrLongerThanBcryptReads_isRefused() {
        assertThatThrownBy(() -> files.put("a", "seven77".toCharArray(), Role.VIEWER))
                .hasMessageContaining("at least 8");
        assertThatThrownBy(() -> files.put("a", "ä".repeat(37).toCharArray(), Role.VIEWER))
                .hasMessageContaining("at most 72 bytes");
    }

    @Test
    void role_filesChange_countsAtOnce() throws IOException {
        files.put("alice", PASSWORD, Role.ADMIN);
        files.put("bob", PASSWORD, Role.VIEWER);
        Accounts accounts = open();
        assertThat(accounts.role("alice")).contains(Role.ADMIN);

        Files.writeString(groups, "bob=viewer\n");
        Files.setLastModifiedTime(groups, FileTime.from(Instant.now().plusSeconds(10)));

        assertThat(accounts.role("alice")).isEmpty();
        assertThat(accounts.role("bob")).contains(Role.VIEWER);
    }

    @Test
    void role_severalNamed_isTheHighest() throws IOException {
        files.put("alice", PASSWORD, Role.VIEWER);
        Files.writeString(groups, "alice= operator , viewer,unknown\n");

        assertThat(open().role("alice")).contains(Role.OPERATOR);
    }

    @Test
    void verify_digestOfWildFly_worksAndIsCalledWeak() throws IOException, NoSuchAlgorithmException {
        byte[] digest = MessageDigest.getInstance("MD5")
                .digest("alice:ManagementRealm:correct horse".getBytes(StandardCharsets.UTF_8));
        Files.createDirectories(users.getParent());
        Files.writeString(
                users,
                "#$REALM_NAME=ManagementRealm$ do not touch\nalice="
                        + HexFormat.of().formatHex(digest) + "\n");
        Files.writeString(groups, "alice=admin\n");

        Accounts accounts = open();

        assertThat(accounts.verify("alice", PASSWORD.clone())).isTrue();
        assertThat(accounts.verify("alice", "wrong".toCharArray())).isFalse();
        assertThat(weak).containsExactly("alice");
    }

    @Test
    void verify_nameThatIsUnknownOrEmpty_isFalse() throws IOException {
        files.put("alice", PASSWORD, Role.ADMIN);
        Accounts accounts = open();

        assertThat(accounts.verify("nobody", PASSWORD.clone())).isFalse();
        assertThat(accounts.verify("", PASSWORD.clone())).isFalse();
        assertThat(accounts.verify("alice", new char[0])).isFalse();
        assertThat(accounts.role("nobody")).isEmpty();
    }

    private Accounts open() {
        GlobalConfigurationBuilder global = new GlobalConfigurationBuilder();
        Spandrel.container(global).console().users(users.toString()).groups(groups.toString());
        ConsoleConfiguration console =
                global.build().module(GridContainerConfiguration.class).console();
        return UserRealms.open(console, weak::addAll);
    }
}
