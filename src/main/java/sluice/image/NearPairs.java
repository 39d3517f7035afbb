package sluice.image;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/** One search for near pairs among distinct hashes, each pair reported once. */
final class NearPairs {

    // fewer are sooner compared each with each than sorted again
    private static final int FEW = 48;
    private static final int LEAST_PART_BITS = 6;
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
        int freeBits = 0;
        for (long word : free) {
            freeBits += Long.bitCount(word);
        }
        if (members.length <= FEW || freeBits < LEAST_PART_BITS * (distance + 1)) {
            compareEachWithEach(members);
            return;
        }
        var cut = cut(free);
        for (int p = 0; p < cut.length; p++) {
            path.push(new Part(cut, p));
            searchSharing(cut[p], members, without(free, cut[p]));
            path.pop();
        }
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

    private void searchSharing(long[] part, int[] members, long[] rest) {
        int placeBits = 32 - Integer.numberOfLeadingZeros(members.length - 1);
        long placeMask = (1L << placeBits) - 1;
        var keys = new long[members.length];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = key(members[i], part) & ~placeMask | i;
        }
        Arrays.parallelSort(keys);
        for (int from = 0, to; from < keys.length; from = to) {
            to = from + 1;
            while (to < keys.length && (keys[to] ^ keys[from]) <= placeMask && (keys[to] ^ keys[from]) >= 0) {
                to++;
            }
            if (to - from > 1) {
                var sharing = new int[to - from];
                for (int i = from; i < to; i++) {
                    sharing[i - from] = members[(int) (keys[i] & placeMask)];
                }
                search(sharing, rest);
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
