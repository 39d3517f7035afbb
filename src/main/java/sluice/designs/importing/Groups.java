package sluice.designs.importing;

import java.util.ArrayList;
import java.util.List;
import sluice.designs.images.file.ImageFile;

/** Cuts files into groups that are claimed and written together. */
final class Groups {

    /** About half a gigabyte, as the old service had it. */
    static final long BYTES = 500L << 20;

    /** Each file of a group costs an advisory lock, of which a server has a few thousand for all. */
    static final int FILES = 200;

    private Groups() {}

    /** The groups, in the order of the files; a file that is larger than a group has one for itself. */
    static List<List<ImageFile>> of(List<ImageFile> files) {
        List<List<ImageFile>> groups = new ArrayList<>();
        int from = 0;
        long bytes = 0;
        for (int i = 0; i < files.size(); i++) {
            long size = files.get(i).size();
            if (i > from && (bytes + size > BYTES || i - from == FILES)) {
                groups.add(files.subList(from, i));
                from = i;
                bytes = 0;
            }
            bytes += size;
        }
        if (from < files.size()) {
            groups.add(files.subList(from, files.size()));
        }
        return groups;
    }
}
