package io.spandrel.it.faults.cluster;

/**
 * What a member said to a command.
 *
 * @param known whether it carried the command out; if not, nothing is known of it
 * @param text its answer, or why there is none
 */
public record Answer(boolean known, String text) {

    static Answer unknown(String reason) {
        return new Answer(false, reason);
    }

    /**
     * Its answer.
     *
     * @throws IllegalStateException if there is none
     */
    public String get() {
        if (!known) {
            throw new IllegalStateException(text);
        }
        return text;
    }
}
