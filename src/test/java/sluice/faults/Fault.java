package sluice.faults;

/** What is done to a run in its middle. */
enum Fault {
    KILL("kill -9 of the runner"),
    STOP("SIGTERM to the runner"),
    TERMINATE("its sessions terminated by an administrator"),
    CUT("all connections cut, nobody let in for two seconds"),
    SLOW("each packet 5 ms late for two seconds"),
    RESTART("server killed and restarted"),
    FULL_DISK("the server's disk full, then room again"),
    TWO_RUNNERS("a second runner of the same command"),
    OTHER_ZONE("kill -9; the next runner and its sessions in a zone 14 hours ahead");

    private final String words;

    Fault(String words) {
        this.words = words;
    }

    /** In words for people. */
    String words() {
        return words;
    }
}
