package sluice.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import sluice.image.PerceptualHasher;
import sluice.image.picture.UnreadableImage;

/** {@code sluice image-hash}: the perceptual hash of pictures, to look at one or to compare with other programs. */
@Command(
        name = "image-hash",
        mixinStandardHelpOptions = true,
        description =
                "Prints file and 256-bit perceptual hash of pictures, a line each, as imagehash.phash (16x16) has it.")
final class ImageHashCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "PNG, JPEG, GIF, BMP, TIFF or WebP.")
    private List<Path> files;

    @Override
    public Integer call() {
        PerceptualHasher hasher = new PerceptualHasher();
        int unreadable = 0;
        for (Path file : files) {
            try {
                spec.commandLine()
                        .getOut()
                        .println(file + "  " + hasher.hash(file).hex());
                spec.commandLine().getOut().flush();
            } catch (UnreadableImage | IOException bad) {
                unreadable++;
                spec.commandLine().getErr().println(file + ": " + told(bad));
            }
        }
        return unreadable == 0 ? 0 : 1;
    }

    private static String told(Exception bad) {
        return bad instanceof UnreadableImage ? bad.getMessage() : "can't be read: " + bad;
    }
}
