package io.spandrel.grid.consistency;

/** What an owner does with a state that reaches it. */
public enum Verdict {
    /** It is newer than what is held: it replaces that. */
    APPLY(true),
    /** It is held already. */
    SAME(true),
    /** Something newer is held, or a newer delete may have been and was forgotten. */
    OLDER(true),
    /** The segment was cleared after it was written. */
    CLEARED(true),
    /** It is further ahead of this member's clock than the limit. */
    AHEAD(false),
    /** Nothing is held, and whether it was deleted is no longer known: a comparison of all owners has to tell. */
    UNDECIDED(false);

    private final boolean confirms;

    Verdict(boolean confirms) {
        this.confirms = confirms;
    }

    /** Whether the owner now holds this state or a newer one, so that its acknowledgement counts. */
    public boolean confirms() {
        return confirms;
    }
}
