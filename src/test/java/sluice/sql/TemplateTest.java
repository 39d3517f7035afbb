package sluice.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Markers are found in code, and in nothing that only looks like it. */
class TemplateTest {

    @Test
    void aMarkerIsReplacedWithItsAlias() {
        Template template = Template.of("UPDATE jobs j SET done = TRUE WHERE :range(j) AND changeset = :changeset");

        assertThat(template.markers())
                .containsExactly(new Template.Marker("range", "j"), new Template.Marker("changeset", ""));
        assertThat(template.render(marker -> "<" + marker.name() + marker.alias() + ">"))
                .isEqualTo("UPDATE jobs j SET done = TRUE WHERE <rangej> AND changeset = <changeset>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT ':range'",
                "SELECT 'it''s :range'",
                "SELECT E'it\\'s :range'",
                "SELECT \":range\"",
                "SELECT 1 -- :range",
                "SELECT /* :range\n :range */ 1",
                "SELECT $$ :range $$",
                "SELECT $body$ $$ :range $body$",
                "SELECT x::range"
            })
    void whatOnlyLooksLikeAMarkerIsLeftAlone(String sql) {
        Template template = Template.of(sql);

        assertThat(template.markers()).isEmpty();
        assertThat(template.render(marker -> "replaced")).isEqualTo(sql);
    }

    @Test
    void theAuthorsOwnQuestionMarksAreDoubledForTheDriverOutsideOfTexts() {
        Template template = Template.of("SELECT data ? 'why?' FROM t WHERE :range AND data ?| ARRAY['a'] -- really?");

        assertThat(template.renderPrepared(marker -> "id = ?"))
                .isEqualTo("SELECT data ?? 'why?' FROM t WHERE id = ? AND data ??| ARRAY['a'] -- really?");
    }

    @Test
    void aReplacementWithDollarsAndBackslashesIsTakenAsItIs() {
        assertThat(Template.of("SELECT :value").render(marker -> "'$1\\2'")).isEqualTo("SELECT '$1\\2'");
    }
}
