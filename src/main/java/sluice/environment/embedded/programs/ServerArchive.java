package sluice.environment.embedded.programs;

import java.io.IOException;
import java.net.URL;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One PostgreSQL on the class path.
 *
 * @param version its version as the jar's name tells it, for instance 17.11.0
 * @param address where the packed programs are
 */
public record ServerArchive(String version, URL address) {

    private static final Pattern JAR = Pattern.compile("-(\\d+\\.\\d+\\.\\d+)\\.jar!/");
    private static final Comparator<ServerArchive> BY_VERSION =
            Comparator.comparing(ServerArchive::numbers, Arrays::compare);

    /**
     * The archive of this major version, of several the newest; 0 takes the newest of all.
     *
     * @throws EmbeddedServerException telling which versions are there
     */
    public static ServerArchive choose(int major) {
        return choose(major, onClassPath());
    }

    static ServerArchive choose(int major, List<ServerArchive> archives) {
        return archives.stream()
                .filter(archive -> major == 0 || archive.major() == major)
                .max(BY_VERSION)
                .orElseThrow(() -> new EmbeddedServerException(missing(major, archives)));
    }

    private static String missing(int major, List<ServerArchive> archives) {
        String wanted = major == 0 ? "No embedded PostgreSQL" : "No embedded PostgreSQL " + major;
        String present = archives.isEmpty()
                ? "none is (" + resource() + ")"
                : archives.stream()
                                .sorted(BY_VERSION)
                                .map(ServerArchive::version)
                                .collect(Collectors.joining(", ")) + " is";
        String example = major == 0 ? "17.11.0" : major == 16 ? "16.15.0" : major + ".x.0, a published version,";
        return wanted + " is on the class path; there " + present + ". -Dembedded.version=" + example
                + " builds with another.";
    }

    /** The first number of the version, for instance 17. */
    public int major() {
        return numbers()[0];
    }

    private int[] numbers() {
        return Arrays.stream(version.split("\\.")).mapToInt(Integer::parseInt).toArray();
    }

    private static List<ServerArchive> onClassPath() {
        Map<String, ServerArchive> found = new LinkedHashMap<>();
        try {
            // Our own loader and not the thread's: inside Maven the latter sees only Maven.
            for (URL address :
                    Collections.list(ServerArchive.class.getClassLoader().getResources(resource()))) {
                Matcher jar = JAR.matcher(address.toString());
                if (jar.find()) {
                    found.putIfAbsent(jar.group(1), new ServerArchive(jar.group(1), address));
                }
            }
        } catch (IOException e) {
            throw new EmbeddedServerException("The class path can't be read: " + e.getMessage(), e);
        }
        return List.copyOf(found.values());
    }

    private static String resource() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String processor = System.getProperty("os.arch");
        return "postgres-" + (system.startsWith("mac") ? "darwin" : system) + "-"
                + (processor.equals("aarch64") ? "arm_64" : "x86_64") + ".txz";
    }
}
