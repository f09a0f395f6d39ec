package io.spandrel.console.http;

import java.time.Duration;

/**
 * Every bound of the console. What is refused at one is counted under {@link Refusals}.
 *
 * @param bodyBytesMax bytes of a request's body
 * @param connectionsMax connections accepted at a time
 * @param workersMax requests worked on at a time; others wait on their connection
 * @param requestsPerSecond requests one client address may make, sustained
 * @param burst requests it may make at once after a pause
 * @param clientsMax client addresses remembered, for request rates and for failed logins each
 * @param loginFailuresFree failed logins of one address or for one name before each further one costs a pause
 * @param loginPauseMax longest such pause; the first lasts a second and each doubles it
 * @param sessionsMax sessions at a time; beyond, the one unused for longest ends
 * @param sessionsPerUserMax sessions of one user at a time; beyond, that user's unused for longest ends
 * @param streamsMax event streams open at a time
 * @param streamBacklogMax messages a stream's client may lag behind before it is dropped
 * @param auditMax logins kept to be shown, and as many of everything else that was done; beyond, the oldest is dropped
 * @param headTime time for a request's line and headers to arrive
 * @param bodyTime time for a request's body to arrive
 * @param idleTime time a connection may stay without a byte in either direction
 */
public record Limits(
        int bodyBytesMax,
        int connectionsMax,
        int workersMax,
        int requestsPerSecond,
        int burst,
        int clientsMax,
        int loginFailuresFree,
        Duration loginPauseMax,
        int sessionsMax,
        int sessionsPerUserMax,
        int streamsMax,
        int streamBacklogMax,
        int auditMax,
        Duration headTime,
        Duration bodyTime,
        Duration idleTime) {

    public static final Limits DEFAULT = new Limits(
            64 * 1024,
            256,
            16,
            50,
            200,
            4096,
            5,
            Duration.ofMinutes(1),
            1000,
            16,
            64,
            64,
            500,
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofMinutes(1));
}
