package sluice.bench.index;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import sluice.batch.Backoff;
import sluice.environment.SearchSettings;
import sluice.listings.index.site.Site;

/** Documents in files, ready to be sent: the floor, in which no database and no code of ours takes part. */
final class BulkFiles implements AutoCloseable {

    private static final String FLOOR = "sluice_bench_floor";
    private static final int TOO_BUSY = 429;

    private final Path folder;
    private final SearchSettings search;
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Path> files = new ArrayList<>();
    private OutputStream open = OutputStream.nullOutputStream();
    private long size = Long.MAX_VALUE;

    BulkFiles(Path folder, SearchSettings search) {
        this.folder = folder;
        this.search = search;
    }

    /** Writes all documents, as many into a file as a bulk of ours holds. */
    void write(Site site) throws SQLException, IOException {
        site.documents((id, document) -> {
            try {
                append(("{\"index\":{\"_id\":\"" + id + "\"}}\n").getBytes(StandardCharsets.UTF_8), document);
            } catch (IOException full) {
                throw new UncheckedIOException(full);
            }
        });
        open.close();
    }

    private void append(byte[] line, byte[] document) throws IOException {
        if (size >= search.bulkBytes()) {
            open.close();
            files.add(folder.resolve(files.size() + ".ndjson"));
            open = new java.io.BufferedOutputStream(Files.newOutputStream(files.get(files.size() - 1)));
            size = 0;
        }
        open.write(line);
        open.write(document);
        open.write('\n');
        size += line.length + document.length + 1;
    }

    /** Makes an index as ours is made, empty. */
    void prepare(Site site) {
        clear();
        ask("PUT", "/" + FLOOR, BodyPublishers.ofString(site.definition().request()));
    }

    /** Sends all files to a new index, as many at once as we do; nanoseconds. */
    long send(Site site) {
        prepare(site);
        long start = System.nanoTime();
        ExecutorService threads = Executors.newFixedThreadPool(search.parallel());
        try {
            Queue<Path> left = new ConcurrentLinkedQueue<>(files);
            List<Future<?>> ends = new ArrayList<>();
            for (int thread = 0; thread < search.parallel(); thread++) {
                ends.add(threads.submit(() -> post(left)));
            }
            for (Future<?> end : ends) {
                end.get();
            }
            ask("POST", "/" + FLOOR + "/_refresh", BodyPublishers.noBody());
            return System.nanoTime() - start;
        } catch (InterruptedException | ExecutionException failed) {
            throw new IllegalStateException("The bulk files were not taken: " + failed.getMessage(), failed);
        } finally {
            threads.shutdownNow();
        }
    }

    private void post(Queue<Path> left) {
        for (Path file = left.poll(); file != null; file = left.poll()) {
            try {
                bulk(BodyPublishers.ofFile(file));
            } catch (IOException gone) {
                throw new UncheckedIOException(gone);
            }
        }
    }

    /** Sends one bulk, again if the node is too busy, as everybody has to. */
    void bulk(HttpRequest.BodyPublisher body) {
        for (int attempt = 1; ; attempt++) {
            HttpResponse<String> response = send("POST", "/" + FLOOR + "/_bulk?filter_path=errors", body);
            if (response.statusCode() != TOO_BUSY) {
                if (!response.body().contains("\"errors\":false")) {
                    throw new IllegalStateException("A bulk was not taken: " + response.body());
                }
                return;
            }
            Backoff.pause(Backoff.before(attempt));
        }
    }

    /** Deletes the indices of the benchmark. */
    void clear() {
        ask("DELETE", "/" + FLOOR, BodyPublishers.noBody());
        ask("DELETE", "/sluice_bench-*", BodyPublishers.noBody());
    }

    private void ask(String method, String path, HttpRequest.BodyPublisher body) {
        HttpResponse<String> response = send(method, path, body);
        if (response.statusCode() >= 300 && response.statusCode() != 404) {
            throw new IllegalStateException(method + " " + path + ": " + response.body());
        }
    }

    private HttpResponse<String> send(String method, String path, HttpRequest.BodyPublisher body) {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(search.endpoint().shown() + path))
                .header("Content-Type", path.contains("_bulk") ? "application/x-ndjson" : "application/json")
                .method(method, body)
                .build();
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException lost) {
            throw new UncheckedIOException(lost);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", stop);
        }
    }

    @Override
    public void close() throws IOException {
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
        Files.deleteIfExists(folder);
    }
}
