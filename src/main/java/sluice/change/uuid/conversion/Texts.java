package sluice.change.uuid.conversion;

/** What counts as a UUID's text. */
final class Texts {

    /** Exactly what the server's cast reads: hyphens after any group of four digits, braces around the whole. */
    static final String UUID = "^([0-9a-fA-F]{4}(-?[0-9a-fA-F]{4}){7}|[{][0-9a-fA-F]{4}(-?[0-9a-fA-F]{4}){7}[}])$";

    private Texts() {}
}
