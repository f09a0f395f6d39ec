package io.spandrel.configuration;

import org.jspecify.annotations.Nullable;

/**
 * A rule across attributes that was broken.
 *
 * @param element the element the problem is reported at
 * @param attribute the attribute it is reported at; null: the whole element
 * @param rule what is wrong
 * @param fix what to do about it
 */
record Finding(String element, @Nullable String attribute, String rule, String fix) {}
