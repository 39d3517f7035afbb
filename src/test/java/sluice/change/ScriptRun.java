package sluice.change;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import sluice.environment.TestDatabase;

/** Runs the script of a preview on a schema, as a DBA would. */
enum ScriptRun {
    /** With psql, where there is one. */
    PSQL {
        @Override
        boolean isPossible() {
            try {
                return new ProcessBuilder("psql", "--version").start().waitFor() == 0;
            } catch (IOException absent) {
                return false;
            } catch (InterruptedException stop) {
                throw new IllegalStateException(stop);
            }
        }

        @Override
        String run(TestDatabase db, String schema, String script) throws Exception {
            Path file = Files.createTempFile("preview", ".sql");
            try {
                Files.writeString(file, script);
                String address = db.url().replaceFirst("^jdbc:", "").replaceFirst("\\?.*$", "");
                ProcessBuilder psql =
                        new ProcessBuilder("psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-f", file.toString(), address);
                psql.environment().put("PGUSER", db.username());
                psql.environment().put("PGPASSWORD", db.password());
                psql.environment().put("PGOPTIONS", "-c search_path=" + schema);
                Process process = psql.redirectErrorStream(true).start();
                String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                return process.waitFor() == 0 ? "" : said;
            } finally {
                Files.delete(file);
            }
        }
    },
    /** Statement by statement through JDBC: for machines without psql. */
    JDBC {
        @Override
        boolean isPossible() {
            return true;
        }

        @Override
        String run(TestDatabase db, String schema, String script) throws SQLException {
            try (Connection connection = db.migration().connect();
                    Statement statement = connection.createStatement()) {
                statement.execute("SET search_path = " + schema);
                statement.setEscapeProcessing(false);
                for (String sql : statements(script)) {
                    statement.execute(sql);
                }
                return "";
            } catch (SQLException told) {
                return told.getMessage();
            }
        }
    };

    private static final Pattern TOKEN = Pattern.compile(
            "[eE]'(?:[^'\\\\]|\\\\.|'')*'|'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|--[^\\n]*|(\\$\\w*\\$).*?\\1|;",
            Pattern.DOTALL);

    /** Whether this machine can. */
    abstract boolean isPossible();

    /** Runs it to its first error; gives that, or nothing. */
    abstract String run(TestDatabase db, String schema, String script) throws Exception;

    private static List<String> statements(String script) {
        List<String> statements = new ArrayList<>();
        Matcher token = TOKEN.matcher(script);
        int start = 0;
        while (token.find()) {
            if (token.group().equals(";")) {
                statements.add(script.substring(start, token.start()));
                start = token.end();
            }
        }
        return statements;
    }
}
