package blog.layout;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Class comments begin with a noun phrase or a third-person verb, as the JDK's do, and every class outside the tests has
 * one.
 */
@Tag("own-server")
class CommentsTest {
    private static final Path MAIN = Path.of("src/main/java");
    private static final Path BUILD = Path.of("src/build/java");
    private static final Path TESTS = Path.of("src/test/java");
    private static final Path SUPPORT = Path.of("src/test/java/blog/support");
    private static final String QUESTION = "(How|What|When|Where|Whether|Which|Who|Whom|Whose|Why)\\b.*";

    @TempDir
    Path folder;

    @Test
    void everyClassHasACommentThatSaysWhatItIsOrDoes() throws IOException {
        assertThat(faults(true, MAIN, SUPPORT, BUILD)).isEmpty();
    }

    @Test
    void noClassOfATestBeginsItsCommentWithAQuestion() throws IOException {
        assertThat(faults(false, TESTS)).isEmpty();
    }

    @Test
    void aMissingCommentAndAQuestionAreNoticed() throws IOException {
        var file = Files.writeString(folder.resolve("Shown.java"), """
                class Shown {
                    /** What a list holds. */
                    record Filter() {}

                    /** The filter of a list. */
                    enum Good { WHAT }

                    record Nested() {}
                }
                """);

        assertThat(faults(true, folder))
                .containsExactly(
                        file + ":1: Shown has no comment", file + ":3: the comment of Filter begins with “What”");
    }

    private static List<String> faults(boolean required, Path... folders) throws IOException {
        var faults = new ArrayList<String>();
        for (var file : SourceFile.below(folders)) new Comments(file, required, faults).scan(file.unit(), null);
        return faults;
    }

    /** Collects the faults of the class comments in one file. */
    private static final class Comments extends TreePathScanner<@Nullable Void, @Nullable Void> {
        private final SourceFile file;
        private final boolean required;
        private final List<String> faults;

        Comments(SourceFile file, boolean required, List<String> faults) {
            this.file = file;
            this.required = required;
            this.faults = faults;
        }

        @Override
        public @Nullable Void visitClass(ClassTree type, @Nullable Void nothing) {
            var comment = file.docs().getDocCommentTree(getCurrentPath());
            if (comment != null) checkBeginning(type, comment);
            else if (required && isOutermost(getCurrentPath())) add(type, type.getSimpleName() + " has no comment");
            return super.visitClass(type, null);
        }

        private void checkBeginning(ClassTree type, DocCommentTree comment) {
            var sentence = comment.getFirstSentence().toString();
            if (!sentence.matches("(?s)" + QUESTION)) return;
            var word = sentence.replaceFirst("(?s)" + QUESTION, "$1");
            add(type, "the comment of " + type.getSimpleName() + " begins with “" + word + "”");
        }

        private void add(Tree type, String fault) {
            faults.add(file.at(type) + ": " + fault);
        }

        private static boolean isOutermost(TreePath type) {
            return type.getParentPath().getLeaf() instanceof CompilationUnitTree;
        }
    }
}
