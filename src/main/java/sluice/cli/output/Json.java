package sluice.cli.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;

/** Documents for programs, made of maps, lists, records and plain values. */
public final class Json {

    private static final ObjectWriter COMPACT = new ObjectMapper().writer();
    private static final ObjectWriter INDENTED = COMPACT.withDefaultPrettyPrinter();

    private Json() {}

    /** A document on one line. */
    static String compact(Object document) {
        return text(COMPACT, document);
    }

    /** A document that people can read, too. */
    public static String indented(Object document) {
        return text(INDENTED, document);
    }

    private static String text(ObjectWriter writer, Object document) {
        try {
            return writer.writeValueAsString(document);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
