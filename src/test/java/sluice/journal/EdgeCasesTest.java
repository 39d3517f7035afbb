package sluice.journal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sluice.cli.Cli;
import sluice.task.request.Request.Action;

/** The states that the old script stumbled over or left behind: seen beforehand, and converted where they can be. */
final class EdgeCasesTest {

    private static final String ORPHAN =
            "ALTER TABLE tags DROP CONSTRAINT tags_user_id_fkey; ALTER TABLE tags ADD COLUMN"
                    + " user_id_uuid uuid; UPDATE tags SET user_id = 'aaaaaaaa-0000-4000-8000-000000000000' WHERE id = 3";

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "as it should be | SELECT 1 | verified | verified",
                "an invalid id | INSERT INTO users (id, email) VALUES ('0x0123456789abcdef0123456789abcd', 'a@b')"
                        + " | failed | 0x0123",
                "ids equal but for case | INSERT INTO users (id, email) SELECT upper(id), 'a@b' FROM users"
                        + " WHERE id ~ '^[a-f].*-' AND id = lower(id) LIMIT 1 | failed | no two ids are one UUID",
                "an orphan | " + ORPHAN + " | failed | tags.user_id: 1",
                "a view | CREATE VIEW people AS SELECT id FROM users | failed | view people",
                "an index for patterns | CREATE INDEX by_pattern ON tags (user_id varchar_pattern_ops) | failed | by_pattern",
                "a row in a row | CREATE TABLE archive (old users[]) | failed | archive.old holds rows of users",
                "a column of another use | ALTER TABLE users ADD COLUMN id_uuid uuid UNIQUE | failed | id_uuid that is in use",
                "a column in the way | ALTER TABLE tags ADD COLUMN user_id_uuid text | failed | tags has a column user_id_uuid",
                "an empty table | TRUNCATE reminders | verified | verified",
                "no users at all | TRUNCATE users CASCADE | verified | verified",
                "users elsewhere | CREATE SCHEMA other; CREATE TABLE other.users (id uuid PRIMARY KEY)"
                        + " | verified | verified"
            })
    void verifyBeforeSees(String situation, String made, String outcome, String told) throws Exception {
        try (Journal journal = Journal.legacy()) {
            journal.execute(made);
            var before = JournalState.read(journal.database());

            Cli verify = verify(journal, "before");

            assertThat(verify.outcome("journal")).as(verify.out()).isEqualTo(outcome);
            assertThat(verify.out()).contains(told);
            assertThat(JournalState.read(journal.database())).isEqualTo(before);
        }
    }

    @Test
    void anOrphanStopsTheRunBeforeAnythingChanges() throws Exception {
        try (Journal journal = Journal.legacy()) {
            journal.execute(ORPHAN);
            var before = JournalState.read(journal.database());

            assertThat(journal.update().error()).contains("Nothing was changed").contains("tags.user_id: 1");
            assertThat(JournalState.read(journal.database())).isEqualTo(before);

            journal.execute("DELETE FROM journal_entry_tags WHERE tag_id = 3; DELETE FROM tags WHERE id = 3");
            journal.require(journal.update());
            assertThat(verify(journal, "after").outcome("journal")).isEqualTo("verified");
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "two pages of users filled | ALTER TABLE users ADD COLUMN id_uuid uuid;"
                        + " UPDATE users SET id_uuid = id::uuid WHERE email < 'user2'",
                "another case than the user's | ALTER TABLE tags DROP CONSTRAINT tags_user_id_fkey;"
                        + " UPDATE tags SET user_id = upper(user_id)",
                "the script's users, and nothing else | ALTER TABLE users ADD COLUMN id_uuid uuid;"
                        + " UPDATE users SET id_uuid = id::uuid; ALTER TABLE users DROP COLUMN id CASCADE;"
                        + " ALTER TABLE users RENAME COLUMN id_uuid TO id; ALTER TABLE users ADD PRIMARY KEY (id)",
                "users elsewhere | CREATE SCHEMA other; CREATE TABLE other.users (id uuid PRIMARY KEY)",
                "no users at all | TRUNCATE users CASCADE"
            })
    void isConvertedAndTakenBack(String situation, String made) throws Exception {
        try (Journal journal = Journal.legacy()) {
            journal.execute(made);
            var before = JournalState.read(journal.database());

            journal.require(journal.update());

            Cli verify = verify(journal, "after");
            assertThat(verify.outcome("journal")).as(verify.out()).isEqualTo("verified");

            journal.require(journal.run(Action.ROLLBACK, "journal-start"));
            var back = JournalState.read(journal.database());
            if (made.contains("WHERE email <")) { // the column that the script left is full now
                before.remove("rows journal.users");
                back.remove("rows journal.users");
            }
            assertThat(back).isEqualTo(before);
        }
    }

    private static Cli verify(Journal journal, String stage) {
        var database = journal.database();
        String[] arguments = {
            "verify",
            "journal",
            "--url",
            database.url(),
            "--username",
            database.username("verify"),
            "--schemas",
            "journal",
            "--stage",
            stage,
            "--json",
            "-"
        };
        return Cli.run(arguments);
    }
}
