package io.spandrel.configuration;

import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/** Declares a record as an element of the language; its components are the element's attributes. */
@Retention(RUNTIME)
@Target(TYPE)
@interface Element {
    /** The element's local name. */
    String value();

    /** The local name of the element it stands in; empty for one that stands in the cache or the container itself. */
    String parent() default "";

    /** The element whose presence brings this one in with its defaults; empty: none. */
    String with() default "";

    /** Brought in by another element, it can still be turned off. */
    boolean optional() default true;

    String doc();
}
