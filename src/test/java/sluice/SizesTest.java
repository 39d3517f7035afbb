package sluice;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** How large a room, a file and a method may grow before nobody knows them any more. */
class SizesTest {

    private static final Path PROJECT = Path.of(System.getProperty("project.directory", "."));
    private static final int FILES_OF_A_ROOM = 9;
    private static final int LINES_OF_A_FILE = 300;
    private static final int LINES_OF_A_METHOD = 30;

    @Test
    void aRoomHoldsNineFilesAtMost() throws IOException {
        Map<Path, Long> rooms = sources("src/main/java").stream()
                .filter(file -> !file.endsWith("package-info.java"))
                .collect(Collectors.groupingBy(Path::getParent, TreeMap::new, Collectors.counting()));

        assertThat(rooms)
                .isNotEmpty()
                .allSatisfy(
                        (room, files) -> assertThat(files).as(room.toString()).isLessThanOrEqualTo(FILES_OF_A_ROOM));
    }

    @Test
    void noFileIsTooLargeToKnow() throws IOException {
        for (Path file : sources("src")) {
            assertThat(Files.readAllLines(file)).as(file.toString()).hasSizeLessThanOrEqualTo(LINES_OF_A_FILE);
        }
    }

    @Test
    void noMethodIsTooLongToSee() throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            var units = files.getJavaFileObjectsFromPaths(sources("src/main/java"));
            var task = (JavacTask) compiler.getTask(null, files, null, List.of("-proc:none"), null, units);
            Lengths lengths = new Lengths(Trees.instance(task).getSourcePositions());
            for (CompilationUnitTree unit : task.parse()) {
                lengths.scan(unit, unit);
            }
            assertThat(lengths.seen).isGreaterThan(1000);
            assertThat(lengths.tooLong).isEmpty();
        }
    }

    /** Counts the lines of bodies, from brace to brace. */
    private static final class Lengths extends TreeScanner<Void, CompilationUnitTree> {

        private final SourcePositions positions;
        private final List<String> tooLong = new ArrayList<>();
        private int seen;

        private Lengths(SourcePositions positions) {
            this.positions = positions;
        }

        @Override
        public Void visitMethod(MethodTree method, CompilationUnitTree unit) {
            if (method.getBody() != null) {
                seen++;
                long first = unit.getLineMap().getLineNumber(positions.getStartPosition(unit, method.getBody()));
                long last = unit.getLineMap().getLineNumber(positions.getEndPosition(unit, method.getBody()));
                if (last - first + 1 > LINES_OF_A_METHOD) {
                    tooLong.add(unit.getSourceFile().getName() + ": " + method.getName() + ", " + (last - first + 1));
                }
            }
            return super.visitMethod(method, unit);
        }
    }

    private static List<Path> sources(String folder) throws IOException {
        try (var all = Files.walk(PROJECT.resolve(folder))) {
            List<Path> sources = all.filter(path -> path.toString().endsWith(".java"))
                    .sorted()
                    .toList();
            assertThat(sources).isNotEmpty();
            return sources;
        }
    }
}
