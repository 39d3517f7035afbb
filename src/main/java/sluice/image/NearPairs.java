package sluice.image;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/** One search for near pairs among distinct hashes, each pair reported once. */
final class NearPairs {

    // fewer are sooner compared each with each than sorted again
    private static final int FEW = 48;
    private static final long SPREAD = 0x9e3779b97f4a7c15L;

    private final long[] bits;
    private final int words;
    private final int distance;
    private final NearDuplicates.PairSink sink;
    private final Deque<Part> path = new ArrayDeque<>();

    /** The part that the hashes at hand share, and the parts of the same cut that were searched before it. */
    private record Part(long[][] cut, int index) {}

    NearPairs(long[] bits, int words, int distance, NearDuplicates.PairSink sink) {
        this.bits = bits;
        this.words = words;
        this.distance = distance;
        this.sink = sink;
    }

    void search() {
        var all = new int[bits.length / words];
        Arrays.setAll(all, i -> i);
        var free = new long[words];
        Arrays.fill(free, -1);
        search(all, free);
    }

    /** Searches among members that are equal in all bits but the free ones. */
    private void search(int[] members, long[] free) {
        var cut = cut(free);
        if (members.length <= FEW || !worthCutting(members, free, cut)) {
            compareEachWithEach(members);
            return;
        }
        for (int p = 0; p < cut.length; p++) {
            path.push(new Part(cut, p));
            var rest = without(free, cut[p]);
            forEachRun(sortedKeys(cut[p], members), (keys, from, to) -> {
                var sharing = new int[to - from];
                for (int i = from; i < to; i++) {
                    sharing[i - from] = members[(int) (keys[i] & placeMask(keys.length))];
                }
                search(sharing, rest);
            });
            path.pop();
        }
    }

    /** Below the first cut, whether another saves at least half the comparisons; so the search ends also in a dense crowd. */
    private boolean worthCutting(int[] members, long[] free, long[][] cut) {
        int freeBits = 0;
        for (long word : free) {
            freeBits += Long.bitCount(word);
        }
        if (freeBits <= distance) {
            return false;
        }
        if (path.isEmpty()) {
            return true;
        }
        var comparisons = new long[1];
        for (long[] part : cut) {
            forEachRun(
                    sortedKeys(part, members), (keys, from, to) -> comparisons[0] += (long) (to - from) * (to - from));
        }
        return comparisons[0] < (long) members.length * members.length / 2;
    }

    /** Cuts the free bits into parts, dealt in turn: neighbouring bits of a hash depend on each other. */
    private long[][] cut(long[] free) {
        var cut = new long[distance + 1][words];
        int next = 0;
        for (int word = 0; word < words; word++) {
            for (long left = free[word]; left != 0; left &= left - 1) {
                cut[next][word] |= Long.lowestOneBit(left);
                next = (next + 1) % cut.length;
            }
        }
        return cut;
    }

    private static long[] without(long[] free, long[] part) {
        var rest = new long[free.length];
        Arrays.setAll(rest, word -> free[word] & ~part[word]);
        return rest;
    }

    /** For each member its part, hashed, with the member's place in the lowest bits. */
    private long[] sortedKeys(long[] part, int[] members) {
        long placeMask = placeMask(members.length);
        var keys = new long[members.length];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = key(members[i], part) & ~placeMask | i;
        }
        Arrays.parallelSort(keys);
        return keys;
    }

    private static long placeMask(int count) {
        return (1L << 32 - Integer.numberOfLeadingZeros(count - 1)) - 1;
    }

    /** Takes a stretch of keys that agree but for the place: from, inclusive, to, exclusive. */
    private interface Run {
        void of(long[] keys, int from, int to);
    }

    private static void forEachRun(long[] keys, Run run) {
        long placeMask = placeMask(keys.length);
        for (int from = 0, to; from < keys.length; from = to) {
            to = from + 1;
            while (to < keys.length && (keys[to] & ~placeMask) == (keys[from] & ~placeMask)) {
                to++;
            }
            if (to - from > 1) {
                run.of(keys, from, to);
            }
        }
    }

    private long key(int member, long[] part) {
        long key = 0;
        for (int word = 0; word < words; word++) {
            key = (key ^ bits[member * words + word] & part[word]) * SPREAD;
            key ^= key >>> 29;
        }
        return key * SPREAD;
    }

    private void compareEachWithEach(int[] members) {
        for (int i = 0; i < members.length; i++) {
            for (int j = i + 1; j < members.length; j++) {
                int differing = 0;
                for (int word = 0; word < words; word++) {
                    differing += Long.bitCount(bits[members[i] * words + word] ^ bits[members[j] * words + word]);
                }
                if (differing <= distance && firstMeeting(members[i], members[j])) {
                    sink.pair(members[i], members[j], differing);
                }
            }
        }
    }

    /** Whether the two share no part that was searched before; keys may also agree by chance. */
    private boolean firstMeeting(int a, int b) {
        for (var part : path) {
            for (int p = 0; p <= part.index; p++) {
                if (equal(a, b, part.cut[p]) != (p == part.index)) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean equal(int a, int b, long[] part) {
        for (int word = 0; word < words; word++) {
            if (((bits[a * words + word] ^ bits[b * words + word]) & part[word]) != 0) {
                return false;
            }
        }
        return true;
    }
}
