package io.spandrel.console;

import static io.spandrel.console.SignedToken.AUDIENCE;
import static io.spandrel.console.SignedToken.ISSUER;
import static io.spandrel.console.SignedToken.ec;
import static io.spandrel.console.SignedToken.jwk;
import static io.spandrel.console.SignedToken.pem;
import static io.spandrel.console.SignedToken.rsa;
import static io.spandrel.console.SignedToken.set;
import static io.spandrel.console.TestConsole.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.spandrel.configuration.ConfigException;
import io.spandrel.configuration.ConsoleConfigurationBuilder;
import io.spandrel.console.TestConsole.Login;
import io.spandrel.console.http.Limits;
import io.spandrel.console.security.Role;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bearer tokens that others have signed. */
class ForeignTokenTest {

    private static final KeyPair RSA = rsa(2048);
    private static final KeyPair EC = ec("secp256r1");
    private static final KeyPair OTHERS = rsa(2048);
    private static final String OVERVIEW = "/api/v1/overview";
    private static final String EVICT = "/api/v1/caches/pages/evict";

    @TempDir
    private Path directory;

    private Path keys;
    private TestConsole console;

    @BeforeEach
    void start() throws IOException {
        keys = Files.writeString(directory.resolve("keys"), pem(RSA) + pem(EC));
        console = console(more -> {});
    }

    @AfterEach
    void close() {
        console.close();
    }

    @Test
    void token_right_logsInWithItsRoleAndNeedsNoCsrfToken() {
        String token = token("ann", List.of("operator", "of-something-else")).by(RSA);

        assertThat(send("GET", OVERVIEW, token).statusCode()).isEqualTo(200);
        assertThat(send("POST", EVICT, token).statusCode()).isEqualTo(200);
        assertThat(send("POST", "/api/v1/caches/pages/clear", token).statusCode())
                .isEqualTo(403);
        /* The line is written when the answer is on its way already. */
        Login admin = console.logIn(Role.ADMIN);
        await().untilAsserted(() -> assertThat(admin.get("/api/v1/audit").body())
                .contains("\"user\":\"token:ann\"")
                .doesNotContain(token));
    }

    @Test
    void token_byEs256_logsInToo() {
        String token = token("ann", "viewer").header("alg", "ES256").by(EC);

        assertThat(send("GET", OVERVIEW, token).statusCode()).isEqualTo(200);
        assertThat(send("POST", EVICT, token).statusCode()).isEqualTo(403);
    }

    @Test
    void token_audienceAmongOthersAndScopesForRoles_logsIn() {
        String token = token("ann", "openid admin")
                .claim("aud", List.of("other", AUDIENCE))
                .by(RSA);

        assertThat(send("POST", EVICT, token).statusCode()).isEqualTo(200);
    }

    @Test
    void token_expired_isRefusedWithTheReason() {
        String token = token("ann", "admin").by(RSA);
        console.clock.advance(Duration.ofSeconds(329));
        assertThat(send("GET", OVERVIEW, token).statusCode()).isEqualTo(200);

        console.clock.advance(Duration.ofSeconds(1));

        HttpResponse<String> refused = send("GET", OVERVIEW, token);
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(refused.headers().allValues("WWW-Authenticate"))
                .containsExactly(
                        "Bearer realm=\"Spandrel\", error=\"invalid_token\", error_description=\"The token has expired\"");
        assertThat(json(refused).path("detail").asText()).isEqualTo("The token has expired");
        assertThat(console.logIn(Role.ADMIN).get("/metrics").body())
                .contains("spandrel_console_refused_total{reason=\"token\"} 1");
    }

    @Test
    void token_notForUs_isRefused() {
        refuses(token("ann", "admin").claim("aud", "other").by(RSA), "meant for another audience");
        refuses(token("ann", "admin").claim("aud", List.of()).by(RSA), "meant for another audience");
        refuses(token("ann", "admin").claim("iss", ISSUER + "/").by(RSA), "by another issuer");
        refuses(token("ann", "admin").claim("nbf", now() + 31).by(RSA), "not valid yet");
        refuses(token("ann", "admin").claim("nbf", "soon").by(RSA), "not valid yet");
        refuses(token("", "admin").by(RSA), "does not name its user in the claim sub");
    }

    @Test
    void token_withoutAnEnd_isRefused() {
        SignedToken token = token("ann", "admin");
        token.claims.remove("exp");

        refuses(token.by(RSA), "does not say when it expires");
        refuses(token("ann", "admin").claim("exp", "never").by(RSA), "does not say when it expires");
        refuses(token("ann", "admin").claim("exp", -1e300).by(RSA), "has expired");
    }

    @Test
    void token_ofAnotherKey_isRefused() {
        String right = token("ann", "viewer").by(RSA);
        String signature = right.substring(right.lastIndexOf('.'));

        refuses(token("ann", "admin").by(OTHERS), "not by a key that is accepted here");
        refuses(token("ann", "admin").signed() + signature, "not by a key that is accepted here");
        refuses(token("ann", "admin").header("alg", "ES256").by(RSA), "not by a key that is accepted here");
        refuses(token("ann", "admin").by(EC), "not by a key that is accepted here");
        refuses(token("ann", "admin").header("alg", "ES256").signed() + "." + zeros(64), "not by a key");
    }

    @Test
    void token_unsignedOrBySharedSecret_isRefused() {
        for (String algorithm : List.of("none", "None", "HS256", "RS512", "PS256", "")) {
            refuses(token("ann", "admin").header("alg", algorithm).by(RSA), "neither RS256 nor ES256");
        }
        refuses(token("ann", "admin").header("alg", "none").signed() + ".", "neither RS256 nor ES256");
        refuses(token("ann", "admin").header("crit", List.of("b64")).by(RSA), "of a kind that is not understood");
        refuses(token("ann", "admin").header("typ", "logout+jwt").by(RSA), "of a kind that is not understood");
    }

    @Test
    void token_malformed_isRefused() {
        for (String token : List.of(".", "..", "a.b", "a.b.c", "e30.e30.", "a.b.c.d", "bnVsbA.bnVsbA.AA", "!.!.!")) {
            HttpResponse<String> refused = send("GET", OVERVIEW, token);
            assertThat(refused.statusCode()).as(token).isEqualTo(401);
        }
        String twice = encoded("{\"alg\":\"RS256\",\"alg\":\"none\"}") + "." + encoded("{}") + ".AA";
        refuses(twice, "malformed");
        refuses(encoded("{\"a\":".repeat(100)) + ".e30.AA", "malformed");
    }

    @Test
    void token_withoutARole_isForbidden() {
        for (Object roles :
                List.of(List.of(), "", Map.of("admin", true), 7, List.of("Administrator", 7), Map.of("x", "admin"))) {
            assertThat(send("GET", OVERVIEW, token("ann", roles).by(RSA)).statusCode())
                    .as(String.valueOf(roles))
                    .isEqualTo(403);
        }
    }

    @Test
    void token_ofAUserOfTheFiles_isNotThatUser() {
        String token = token("admin", "viewer").by(RSA);

        assertThat(send("POST", EVICT, token).statusCode()).isEqualTo(403);
    }

    @Test
    void claims_configured_areLookedAtInstead() {
        try (TestConsole other = console(more -> more.tokenUser("name").tokenRoles("realm_access.roles"))) {
            String token = new SignedToken(other.clock, "id", List.of())
                    .claim("name", "ann")
                    .claim("realm_access", Map.of("roles", List.of("admin")))
                    .by(RSA);

            assertThat(send(other, "GET", "/api/v1/audit", token).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void keys_ofASet_areFoundByTheirIds() throws IOException {
        Files.writeString(keys, keySet());
        try (TestConsole other = console(more -> {})) {
            String byRsa = new SignedToken(other.clock, "ann", "viewer")
                    .header("kid", "one")
                    .by(RSA);
            String byEc = new SignedToken(other.clock, "ann", "viewer")
                    .header("alg", "ES256")
                    .header("kid", "two")
                    .by(EC);
            String anothers = new SignedToken(other.clock, "ann", "viewer")
                    .header("kid", "two")
                    .by(RSA);

            assertThat(send(other, "GET", OVERVIEW, byRsa).statusCode()).isEqualTo(200);
            assertThat(send(other, "GET", OVERVIEW, byEc).statusCode()).isEqualTo(200);
            assertThat(send(other, "GET", OVERVIEW, anothers).statusCode()).isEqualTo(401);
        }
    }

    @Test
    void keys_changed_areReadAgainAndBrokenOnesAreNot() throws IOException {
        String token = token("ann", "viewer").by(OTHERS);
        assertThat(send("GET", OVERVIEW, token).statusCode()).isEqualTo(401);

        Files.writeString(keys, pem(OTHERS));

        awaitSlowly()
                .untilAsserted(() ->
                        assertThat(send("GET", OVERVIEW, token).statusCode()).isEqualTo(200));
        assertThat(send("GET", OVERVIEW, token("ann", "viewer").by(RSA)).statusCode())
                .isEqualTo(401);
        Login admin = console.logIn(Role.ADMIN);
        awaitSlowly()
                .until(() -> admin.get("/api/v1/audit")
                        .body()
                        .contains("\"on\":\"the keys of tokens\",\"outcome\":\"done\""));

        Files.writeString(keys, "nonsense");

        awaitSlowly()
                .until(() -> admin.get("/api/v1/audit").body().contains("failed, what was read before stays in use"));
        assertThat(send("GET", OVERVIEW, token).statusCode()).isEqualTo(200);
    }

    @Test
    void start_keysThatCannotBeUsed_isRefused() throws IOException {
        for (String wrong : List.of("", "nonsense", pem(rsa(1024)), pem(ec("secp384r1")), "{\"keys\":[]}", "{")) {
            Files.writeString(keys, wrong);

            assertThatThrownBy(() -> console(more -> {}))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("token-keys=\"" + keys)
                    .hasMessageContaining("cannot be used: ");
        }
        Files.delete(keys);
        assertThatThrownBy(() -> console(more -> {})).hasMessageContaining("there is no such file");
    }

    private TestConsole console(Consumer<ConsoleConfigurationBuilder> more) {
        return new TestConsole(
                Limits.DEFAULT,
                more.andThen(builder ->
                        builder.tokenKeys(keys.toString()).tokenIssuer(ISSUER).tokenAudience(AUDIENCE)));
    }

    /* Requests are counted by a clock that stands still. */
    private static ConditionFactory awaitSlowly() {
        return await().pollInterval(Duration.ofMillis(250));
    }

    private SignedToken token(String user, Object roles) {
        return new SignedToken(console.clock, user, roles);
    }

    private long now() {
        return console.clock.instant().getEpochSecond();
    }

    private void refuses(String token, String reason) {
        HttpResponse<String> refused = send("GET", OVERVIEW, token);

        assertThat(refused.statusCode()).as(reason).isEqualTo(401);
        assertThat(json(refused).path("detail").asText()).contains(reason);
    }

    private HttpResponse<String> send(String method, String path, String token) {
        return send(console, method, path, token);
    }

    private static HttpResponse<String> send(TestConsole console, String method, String path, String token) {
        return console.send(console.request(method, path, "").header("Authorization", "Bearer " + token));
    }

    private static String keySet() {
        return set(
                "{\"kty\":\"oct\",\"k\":\"c2VjcmV0\",\"kid\":\"three\"}",
                "{\"kty\":\"RSA\",\"use\":\"enc\",\"n\":\"AQAB\",\"e\":\"AQAB\",\"kid\":\"four\"}",
                jwk("one", RSA),
                jwk("two", EC));
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String zeros(int bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[bytes]);
    }
}
