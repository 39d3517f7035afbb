package sluice.designs.service;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import sluice.environment.problem.ConfigurationException;

/**
 * What a {@code DATABASE_URL} says, as Python services and hosting platforms write it.
 *
 * @param url for JDBC, without user and password
 * @param username empty if it names none
 * @param password empty if it names none
 */
public record DatabaseAddress(String url, String username, String password) {

    // the user ends at the last @, because passwords are not always escaped
    private static final Pattern FORM = Pattern.compile(
            "(?:jdbc:)?postgres(?:ql)?(?:\\+\\w+)?://(?:(?<user>.*)@)?(?<hosts>[^/@?]*)(?:/(?<database>[^/@?]*))?(?:\\?(?<query>.*))?",
            Pattern.CASE_INSENSITIVE);

    /** Parameters of the C library and what the JDBC driver calls them; others keep their names. */
    private static final Map<String, String> NAMES = Map.of(
            "connect_timeout", "connectTimeout",
            "application_name", "ApplicationName",
            "target_session_attrs", "targetServerType",
            "channel_binding", "channelBinding",
            "keepalives", "tcpKeepAlive");

    /** Reads it; the message of an error repeats nothing of it, for it holds a password. */
    public static DatabaseAddress of(String text) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            throw wrong("it must be postgresql://user:password@host:port/database");
        }
        String user = Optional.ofNullable(form.group("user")).orElse("");
        int colon = user.indexOf(':');
        String username = decoded(colon < 0 ? user : user.substring(0, colon));
        String password = colon < 0 ? "" : decoded(user.substring(colon + 1));
        List<String> parameters = new ArrayList<>();
        for (String part : Optional.ofNullable(form.group("query")).orElse("").split("&")) {
            int equals = part.indexOf('=');
            String name = equals < 0 ? part : part.substring(0, equals);
            String value = equals < 0 ? "" : part.substring(equals + 1);
            switch (name) {
                case "" -> {}
                case "user" -> username = decoded(value);
                case "password" -> password = decoded(value);
                case "host", "port", "dbname" -> throw wrong(name + " must stand before the question mark");
                default -> parameters.add(translated(name, value));
            }
        }
        return new DatabaseAddress(url(form, username, parameters), username, password);
    }

    private static String url(Matcher form, String username, List<String> parameters) {
        // as everywhere with PostgreSQL: who names no database means the one of his own name
        String named = Optional.ofNullable(form.group("database")).orElse("");
        String database = named.isEmpty() ? encoded(username) : named;
        if (database.isEmpty() || form.group("hosts").isEmpty()) {
            throw wrong("it names no " + (database.isEmpty() ? "database" : "host"));
        }
        String query = parameters.isEmpty() ? "" : "?" + String.join("&", parameters);
        return "jdbc:postgresql://" + form.group("hosts") + "/" + database + query;
    }

    private static String translated(String name, String value) {
        String text = name.equals("keepalives") ? (value.equals("0") ? "false" : "true") : value;
        boolean sessions = name.equals("target_session_attrs") && text.equals("read-write");
        return NAMES.getOrDefault(name, name) + "=" + (sessions ? "primary" : text);
    }

    private static String decoded(String text) {
        try {
            // a plus is a plus there
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEscaped) {
            return text;
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static ConfigurationException wrong(String what) {
        return new ConfigurationException("DATABASE_URL can't be used: " + what + ".");
    }

    /** Where, and never with what password. */
    @Override
    public String toString() {
        return "DatabaseAddress[" + url.replaceAll("\\?.*", "") + "]";
    }
}
