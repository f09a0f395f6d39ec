package io.spandrel.configuration;

import static java.lang.annotation.ElementType.RECORD_COMPONENT;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/** Declares a record component as an attribute: its name is the component's in kebab case, its type the component's. */
@Retention(RUNTIME)
@Target(RECORD_COMPONENT)
@interface Attribute {
    /** What it means, its unit, and what being absent means if there is no default. */
    String value();

    /** The default as it would be written; empty: none. */
    String or() default "";

    /** How a whole number is written: plain, or as a size with a unit. */
    Unit unit() default Unit.COUNT;

    /** Another attribute of the element that takes this one's place; configuring it takes this one's default away. */
    String instead() default "";

    /** Can be changed while the cache runs. */
    boolean live() default false;

    /** May differ between members. */
    boolean local() default false;

    /** Never shown. */
    boolean secret() default false;

    /** The unit of a whole number. */
    enum Unit {
        COUNT,
        BYTES,
        BYTES_PER_SECOND
    }
}
