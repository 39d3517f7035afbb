package sluice.image;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * Finds the pictures that look alike among many: all pairs of hashes that differ in few bits, without comparing each with
 * each. Of two hashes that differ in {@code d} bits, cut into {@code d + 1} parts, at least one part is equal; so only
 * hashes that share a part are compared.
 */
public final class NearDuplicates {

    /** What the old service called a duplicate: hashes that differ in 5 bits of 256 or fewer. */
    public static final int USUAL_DISTANCE = 5;

    private final int distance;

    /** Takes pairs as they are found. */
    @FunctionalInterface
    public interface PairSink {

        /** The hashes at these places of the list, {@code first < second}, differ in {@code distance} bits. */
        void pair(int first, int second, int distance);
    }

    /**
     * Two hashes that are near each other.
     *
     * @param first the place in the list of the one that comes first
     * @param second the place of the other
     * @param distance in how many bits they differ
     */
    public record Pair(int first, int second, int distance) {}

    private NearDuplicates(int distance) {
        this.distance = distance;
    }

    /**
     * A search for hashes that differ in {@code distance} bits or fewer.
     *
     * @param distance 0 (equal hashes only) to 63; the search is fast up to about 15
     */
    public static NearDuplicates within(int distance) {
        if (distance < 0 || distance > 63) {
            throw new IllegalArgumentException("the distance of near duplicates must be 0 to 63, was " + distance);
        }
        return new NearDuplicates(distance);
    }

    /**
     * Hands on every pair once, in no particular order. A hash that occurs n times makes n (n - 1) / 2 pairs; where many
     * pictures are flat and so have one hash, {@link #groups} is what a report wants.
     *
     * @throws IllegalArgumentException when hashes of 64 and of 256 bits are mixed
     */
    public void forEachPair(List<PerceptualHash> hashes, PairSink sink) {
        var places = places(hashes);
        for (int[] equal : places) {
            for (int i = 0; i < equal.length; i++) {
                for (int j = i + 1; j < equal.length; j++) {
                    sink.pair(equal[i], equal[j], 0);
                }
            }
        }
        search(hashes, places, (a, b, bits) -> {
            for (int first : places.get(a)) {
                for (int second : places.get(b)) {
                    sink.pair(Math.min(first, second), Math.max(first, second), bits);
                }
            }
        });
    }

    /** Every pair once, ordered by places; as {@link #forEachPair}. */
    public List<Pair> pairs(List<PerceptualHash> hashes) {
        var pairs = new ArrayList<Pair>();
        forEachPair(hashes, (first, second, bits) -> pairs.add(new Pair(first, second, bits)));
        pairs.sort((a, b) -> a.first != b.first ? Integer.compare(a.first, b.first) : a.second - b.second);
        return pairs;
    }

    /**
     * The places of hashes that hang together by near pairs, a group each, alone ones left out. Within a group two hashes
     * may be further apart than the distance, when others lie between them.
     *
     * @throws IllegalArgumentException when hashes of 64 and of 256 bits are mixed
     */
    public List<int[]> groups(List<PerceptualHash> hashes) {
        var places = places(hashes);
        var parents = new int[places.size()];
        Arrays.setAll(parents, i -> i);
        search(hashes, places, (a, b, bits) -> parents[root(parents, a)] = root(parents, b));
        var groups = new LinkedHashMap<Integer, List<int[]>>();
        for (int i = 0; i < parents.length; i++) {
            groups.computeIfAbsent(root(parents, i), root -> new ArrayList<>()).add(places.get(i));
        }
        return groups.values().stream()
                .map(parts ->
                        parts.stream().flatMapToInt(Arrays::stream).sorted().toArray())
                .filter(group -> group.length > 1)
                .sorted((a, b) -> Integer.compare(a[0], b[0]))
                .toList();
    }

    private static int root(int[] parents, int of) {
        int root = of;
        while (parents[root] != root) {
            parents[root] = parents[parents[root]];
            root = parents[root];
        }
        return root;
    }

    /** For each distinct hash the places where it occurs, so that equal ones cost nothing in the search. */
    // a map from hash to list would copy or box millions of places
    private static List<int[]> places(List<PerceptualHash> hashes) {
        var numbers = new LinkedHashMap<PerceptualHash, Integer>(hashes.size() * 4 / 3 + 1);
        var numberOf = new int[hashes.size()];
        var counts = new int[hashes.size()];
        for (int i = 0; i < hashes.size(); i++) {
            var hash = hashes.get(i);
            if (hash.size() != hashes.get(0).size()) {
                throw new IllegalArgumentException("hashes of " + hashes.get(0).size() + " and of " + hash.size()
                        + " bits can't be compared: search each kind apart");
            }
            var known = numbers.putIfAbsent(hash, numbers.size());
            numberOf[i] = known == null ? numbers.size() - 1 : known;
            counts[numberOf[i]]++;
        }
        var places = new ArrayList<int[]>(numbers.size());
        for (int number = 0; number < numbers.size(); number++) {
            places.add(new int[counts[number]]);
        }
        for (int i = hashes.size() - 1; i >= 0; i--) {
            places.get(numberOf[i])[--counts[numberOf[i]]] = i;
        }
        return places;
    }

    private void search(List<PerceptualHash> hashes, List<int[]> places, PairSink sink) {
        if (places.size() < 2 || distance == 0) {
            return;
        }
        int words = hashes.get(0).size() / 64;
        var bits = new long[places.size() * words];
        for (int i = 0; i < places.size(); i++) {
            System.arraycopy(hashes.get(places.get(i)[0]).bits(), 0, bits, i * words, words);
        }
        new NearPairs(bits, words, distance, sink).search();
    }
}
