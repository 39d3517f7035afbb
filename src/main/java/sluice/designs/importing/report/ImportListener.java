package sluice.designs.importing.report;

/** Watches an import; called from several threads. */
public interface ImportListener {

    /** Watches nothing. */
    ImportListener NOBODY = new ImportListener() {};

    /** So many of the folders have been listed. */
    default void listed(int folders, int all) {}

    /** The import got on: called after each file. */
    default void progress(ImportProgress progress) {}

    /** Something that people should read now: a file that is bad, a folder that can't be listed. */
    default void trouble(String path, String reason) {}
}
