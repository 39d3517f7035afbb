package sluice.manual;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** The Java of a manual, compiled as strictly as ours. */
final class Compiled {

    private Compiled() {}

    static void into(Path classes, Path source) throws IOException {
        Files.createDirectories(classes);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        List<String> options = List.of("-d", classes.toString(), "-Xlint:all,-processing,-serial,-options", "-Werror");
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            boolean good = compiler.getTask(said, files, null, options, null, files.getJavaFileObjects(source))
                    .call();
            assertThat(good).as("%s", said).isTrue();
        }
    }
}
