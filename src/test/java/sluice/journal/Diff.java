package sluice.journal;

import java.util.*;
import sluice.marketplace.DatabaseFingerprint;

final class Diff {
    static void print(DatabaseFingerprint a, DatabaseFingerprint b) {
        Set<String> names = new TreeSet<>(a.entries().keySet());
        names.addAll(b.entries().keySet());
        for (String n : names) {
            String x = a.entries().get(n), y = b.entries().get(n);
            if (!Objects.equals(x, y)) System.err.println("DIFF " + n + "\n   " + x + "\n   " + y);
        }
    }
}
