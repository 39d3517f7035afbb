package sluice.environment.connection;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** The reasons why a connection is refused that people can do something about, with what to do. */
enum Refusal {
    PASSWORD("wrong user or password", "check the username, and %s"),
    NO_PASSWORD("the server wants a password and none was given", "give one in %s"),
    NOT_ALLOWED("this user may not connect from here", "check the username and the server's pg_hba.conf"),
    NO_DATABASE("there is no such database", "check the name after the last / of the URL"),
    FULL("the server has no free connection", "lower sluice.parallel, or wait and run the same command again"),
    STARTING("the server is starting up or shutting down", "wait and run the same command again"),
    DOWN("nobody listens there", "check that the server runs, and the URL's host and port"),
    HOST("this host name is unknown", "check the URL's host, and the name service"),
    SILENT("no answer in time", "check the URL's host and port, and firewalls on the way"),
    TLS("no agreement on TLS", "check sslmode and sslrootcert in the URL, and the server's certificate"),
    POOLER(
            "a connection pooler that takes no parameters of a session answers there",
            "give the address of PostgreSQL itself"),
    OTHER("the connection failed", "see the server's log");

    private final String what;
    private final String next;

    Refusal(String what, String next) {
        this.what = what;
        this.next = next;
    }

    static Refusal of(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        return switch (state) {
            case "28P01" -> PASSWORD;
            case "28000" -> NOT_ALLOWED;
            case "3D000" -> NO_DATABASE;
            case "53300" -> FULL;
            case "57P03" -> STARTING;
            // PgBouncer's word for a search path in the first message
            case "08P01" -> POOLER;
            // the driver's own state for both; its words are translated, the letters SSL are not
            case "08004" -> String.valueOf(e.getMessage()).contains("SSL") ? TLS : NO_PASSWORD;
            default -> byCause(e);
        };
    }

    private static Refusal byCause(SQLException e) {
        if (causedBy(e, SSLException.class)) {
            return TLS;
        }
        if (causedBy(e, UnknownHostException.class)) {
            return HOST;
        }
        if (causedBy(e, ConnectException.class)) {
            return DOWN;
        }
        return causedBy(e, SocketTimeoutException.class) ? SILENT : OTHER;
    }

    private static boolean causedBy(Throwable top, Class<? extends Throwable> type) {
        return Stream.iterate(top, cause -> cause != null, Throwable::getCause)
                .limit(20)
                .anyMatch(type::isInstance);
    }

    /**
     * @param passwords where the target's password may stand, for people
     */
    ConnectionFailure failure(JdbcUrl url, String passwords, SQLException e) {
        String state = this == OTHER ? " (SQLSTATE " + e.getSQLState() + ")" : "";
        return new ConnectionFailure(
                "Cannot connect to " + url.shown() + ": " + what + state + "; " + next.formatted(passwords) + ".",
                e.getSQLState(),
                e);
    }
}
