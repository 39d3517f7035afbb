package sluice.environment;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A server that somebody named in SLUICE_TEST_URL, with user and password among the parameters. */
final class GivenTestServer implements TestServer {

    private static final Pattern URL = Pattern.compile("(jdbc:postgresql://[^/?]*)/([^?]*)(?:\\?(.*))?");

    private final String server;
    private final String database;
    private final String parameters;

    GivenTestServer(String url) {
        Matcher matcher = URL.matcher(url);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "SLUICE_TEST_URL must look like jdbc:postgresql://host:port/database?user=NAME&password=WORD");
        }
        server = matcher.group(1);
        database = matcher.group(2);
        parameters = matcher.group(3) == null ? "" : matcher.group(3);
    }

    @Override
    public String url(String name) {
        String others = Arrays.stream(parameters.split("&"))
                .filter(parameter ->
                        !parameter.isEmpty() && !parameter.startsWith("user=") && !parameter.startsWith("password="))
                .collect(Collectors.joining("&"));
        return server + "/" + name + (others.isEmpty() ? "" : "?" + others);
    }

    @Override
    public String username() {
        return parameter("user");
    }

    @Override
    public String password() {
        return parameter("password");
    }

    @Override
    public String mainDatabase() {
        return database;
    }

    private String parameter(String name) {
        return Arrays.stream(parameters.split("&"))
                .filter(parameter -> parameter.startsWith(name + "="))
                .map(parameter -> parameter.substring(name.length() + 1))
                .findFirst()
                .orElse("");
    }
}
