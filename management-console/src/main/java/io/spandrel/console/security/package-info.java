/**
 * Who may do what: everything between a connection and an endpoint.
 *
 * <p>{@link io.spandrel.console.security.UserRealms} opens the realm that the configuration names, guarded by
 * {@link io.spandrel.console.security.ConcealingRealm}; {@link io.spandrel.console.security.Accounts} asks it through an
 * Elytron security domain. {@link io.spandrel.console.security.Sessions} remembers who logged in on the page,
 * {@link io.spandrel.console.security.BasicLogin} lets scripts in through elytron-web, {@link io.spandrel.console.security.ForeignTokens}
 * those who bring a token that others have signed, and {@link io.spandrel.console.security.Authentication} decides between them. Rate limits, login pauses, the checks of
 * host and origin, and the headers of every answer are handlers and values of their own.
 */
@NullMarked
package io.spandrel.console.security;

import org.jspecify.annotations.NullMarked;
