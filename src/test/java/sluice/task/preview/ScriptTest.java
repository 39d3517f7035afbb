package sluice.task.preview;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What would run reads the same each time, so that an approved plan is recognized, and nothing else is taken for it. */
class ScriptTest {

    private static final String OWNER =
            ", CONSTRAINT jobs_owner FOREIGN KEY (owner, shop) REFERENCES users(id, shop) ON DELETE CASCADE";
    private static final String SHOP = ", CONSTRAINT \"the shop, of\" FOREIGN KEY (shop) REFERENCES shops(id)";

    private static String table(String keys) {
        return "-- a comment\nCREATE TABLE jobs (id UUID NOT NULL, CONSTRAINT jobs_pkey PRIMARY KEY (id)" + keys
                + ", CONSTRAINT jobs_once UNIQUE (owner, shop));\nCREATE INDEX i ON jobs (shop);\n";
    }

    @Test
    void theOrderOfForeignKeysWhichLiquibaseChangesFromRunToRunIsNoMatter() {
        assertThat(Script.timeless(table(OWNER + SHOP))).isEqualTo(Script.timeless(table(SHOP + OWNER)));
        String bare = "CREATE TABLE jobs (id UUID%s%s);";
        assertThat(Script.timeless(bare.formatted(OWNER, SHOP)))
                .isEqualTo(Script.timeless(bare.formatted(SHOP, OWNER)));
    }

    @Test
    void anyOtherDifferenceIsAnotherPlan() {
        String approved = Script.timeless(table(OWNER + SHOP));

        assertThat(Script.timeless(table(OWNER))).isNotEqualTo(approved);
        assertThat(Script.timeless(table(OWNER + SHOP.replace("shops", "users"))))
                .isNotEqualTo(approved);
        assertThat(Script.timeless(table(OWNER.replace(" ON DELETE CASCADE", "") + SHOP)))
                .isNotEqualTo(approved);
        assertThat(Script.timeless(table(OWNER + SHOP).replace("UNIQUE (owner, shop)", "UNIQUE (shop, owner)")))
                .isNotEqualTo(approved);
    }
}
