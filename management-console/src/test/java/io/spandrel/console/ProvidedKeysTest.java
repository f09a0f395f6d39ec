package io.spandrel.console;

import static io.spandrel.console.SignedToken.AUDIENCE;
import static io.spandrel.console.SignedToken.ISSUER;
import static io.spandrel.console.SignedToken.ec;
import static io.spandrel.console.SignedToken.jwk;
import static io.spandrel.console.SignedToken.rsa;
import static io.spandrel.console.SignedToken.set;
import static io.spandrel.console.TestConsole.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.spandrel.console.TestConsole.Login;
import io.spandrel.console.http.Limits;
import io.spandrel.console.security.Role;
import java.net.http.HttpResponse;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bearer tokens whose keys are fetched from an identity provider. */
class ProvidedKeysTest {

    private static final KeyPair RSA = rsa(2048);
    private static final KeyPair EC = ec("secp256r1");
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private KeyProvider provider = new KeyProvider(set(jwk("one", RSA)));
    private final TestConsole console = console();

    @AfterEach
    void close() {
        console.close();
        provider.close();
    }

    @Test
    void token_ofAProvidedKey_logsIn() {
        assertThat(send(byRsa()).statusCode()).isEqualTo(200);
        assertThat(send(token("one").header("alg", "ES256").by(EC)).statusCode())
                .isEqualTo(401);
    }

    @Test
    void token_ofAKeyThatIsNew_logsInAtOnce() {
        assertThat(send(byRsa()).statusCode()).isEqualTo(200);
        provider.document = set(jwk("one", RSA), jwk("two", EC));
        console.clock.advance(PAUSE);

        assertThat(send(byEc()).statusCode()).isEqualTo(200);
        assertThat(send(byRsa()).statusCode()).isEqualTo(200);
    }

    @Test
    void token_ofAKeyThatIsWithdrawn_isRefusedWithinMinutes() {
        assertThat(send(byRsa()).statusCode()).isEqualTo(200);
        provider.document = set(jwk("two", EC));

        console.clock.advance(Duration.ofMinutes(5));

        String token = byRsa();
        awaitSlowly().untilAsserted(() -> assertThat(send(token).statusCode()).isEqualTo(401));
    }

    @Test
    void token_ofAnInventedKey_asksTheProviderOnceAPause() {
        send(byRsa());
        int before = provider.asked();

        for (int i = 0; i < 5; i++) {
            assertThat(send(token("invented-" + i).by(RSA)).statusCode()).isEqualTo(401);
        }
        assertThat(provider.asked()).isEqualTo(before);

        console.clock.advance(PAUSE);
        for (int i = 0; i < 5; i++) {
            send(token("invented-" + i).by(RSA));
        }
        assertThat(provider.asked()).isEqualTo(before + 1);
    }

    @Test
    void token_thatNamesAnotherProvider_isNotJudgedByIt() {
        KeyPair others = rsa(2048);
        try (KeyProvider foreign = new KeyProvider(set(jwk("one", others)))) {
            String token = token("one").header("jku", foreign.address()).by(others);

            assertThat(send(token).statusCode()).isEqualTo(401);
            assertThat(foreign.asked()).isZero();
        }
    }

    @Test
    void provider_slow_holdsUpNobodyWhoseKeyIsKnown() {
        send(byRsa());
        console.clock.advance(PAUSE);
        provider.answering = new CountDownLatch(1);
        int before = provider.asked();
        CompletableFuture<Integer> waiting =
                CompletableFuture.supplyAsync(() -> send(token("three").by(RSA)).statusCode());
        await().until(() -> provider.asked() > before);

        assertThat(send(byRsa()).statusCode()).isEqualTo(200);
        assertThat(send(token("four").by(RSA)).statusCode()).isEqualTo(401);

        provider.answering.countDown();
        assertThat(waiting.join()).isEqualTo(401);
    }

    @Test
    void provider_stillAskedForTheFirstTime_isWaitedForByAll() {
        provider.answering = new CountDownLatch(1);
        try (TestConsole started = console()) {
            List<CompletableFuture<Integer>> waiting = Stream.generate(() -> CompletableFuture.supplyAsync(
                            () -> send(started, byRsa()).statusCode()))
                    .limit(2)
                    .toList();
            await().during(Duration.ofMillis(200)).until(() -> waiting.stream().noneMatch(CompletableFuture::isDone));

            provider.answering.countDown();

            assertThat(waiting).extracting(CompletableFuture::join).containsOnly(200);
        }
    }

    @Test
    void provider_gone_isToldAndOutlivedForAnHourOnly() {
        assertThat(send(byRsa()).statusCode()).isEqualTo(200);
        int port = provider.port();
        provider.close();

        console.clock.advance(Duration.ofMinutes(59));
        assertThat(send(byRsa()).statusCode()).isEqualTo(200);
        awaitAudited("failed, what was read before stays in use for 1 h at most, then no token is accepted");

        console.clock.advance(Duration.ofMinutes(1));
        HttpResponse<String> refused = send(byRsa());
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(json(refused).path("detail").asText())
                .isEqualTo("The keys of the token's issuer cannot be fetched at present");

        provider = new KeyProvider(port, set(jwk("one", RSA)));
        console.clock.advance(PAUSE);
        assertThat(send(byRsa()).statusCode()).isEqualTo(200);
        awaitAudited("done");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "404 | {}",
                "500 | {}",
                "302 | RIGHT",
                "200 | ''",
                "200 | <html>",
                "200 | {\"keys\":[]}",
                "200 | {\"keys\":[{\"kty\":\"oct\",\"k\":\"c2VjcmV0\",\"kid\":\"one\"}]}",
                "200 | {\"keys\":[{\"kty\":\"RSA\",\"kid\":\"one\",\"n\":\"AQAB\",\"e\":\"AQAB\"}]}",
                "200 | LONG"
            })
    void provider_answersWithoutUsableKeys_nothingIsAccepted(int status, String document) {
        provider.status = status;
        provider.document = document.replace("RIGHT", set(jwk("one", RSA))).replace("LONG", " ".repeat(70_000) + "{}");

        assertThat(send(byRsa()).statusCode()).isEqualTo(503);
        assertThat(send(token("one").header("alg", "HS256").by(RSA)).statusCode())
                .isEqualTo(401);
    }

    private void awaitAudited(String outcome) {
        Login admin = console.logIn(Role.ADMIN);
        awaitSlowly()
                .untilAsserted(() -> assertThat(admin.get("/api/v1/audit").body())
                        .contains("\"on\":\"the keys of tokens\",\"outcome\":\"" + outcome + "\""));
    }

    /* Requests are counted by a clock that stands still. */
    private static ConditionFactory awaitSlowly() {
        return await().pollInterval(Duration.ofMillis(250));
    }

    private String byRsa() {
        return token("one").by(RSA);
    }

    private String byEc() {
        return token("two").header("alg", "ES256").by(EC);
    }

    private SignedToken token(String key) {
        return new SignedToken(console.clock, "ann", "viewer").header("kid", key);
    }

    private TestConsole console() {
        return new TestConsole(
                Limits.DEFAULT,
                more -> more.tokenKeys(provider.address()).tokenIssuer(ISSUER).tokenAudience(AUDIENCE));
    }

    private HttpResponse<String> send(String token) {
        return send(console, token);
    }

    private static HttpResponse<String> send(TestConsole console, String token) {
        return console.send(console.request("GET", "/api/v1/overview", "").header("Authorization", "Bearer " + token));
    }
}
