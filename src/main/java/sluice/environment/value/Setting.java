package sluice.environment.value;

/** Something that can be set: what those need to know of it who read it, check it, and write its help and its row in the manual. */
public interface Setting {

    /**
     * What there is to know of it.
     *
     * @param property its name in a properties file, or the last part of it
     * @param kind what may be its value
     * @param standard its value where nobody says otherwise; empty for none
     * @param meaning what it is for, in one line
     */
    record Definition(String property, Kind kind, String standard, String meaning) {}

    /** All of it. */
    Definition definition();

    /** Its name in a properties file, or the last part of it. */
    default String property() {
        return definition().property();
    }

    /** What may be its value. */
    default Kind kind() {
        return definition().kind();
    }

    /** Its value where nobody says otherwise; empty for none. */
    default String standard() {
        return definition().standard();
    }

    /** What it is for, in one line. */
    default String meaning() {
        return definition().meaning();
    }
}
