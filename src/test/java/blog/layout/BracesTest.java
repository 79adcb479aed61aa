package blog.layout;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.DoWhileLoopTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ForLoopTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.WhileLoopTree;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Braces have one style: a simple statement that fits on the line of its condition stands there without braces, anything
 * else has them; the branches of one if have them all or none.
 */
@Tag("own-server")
class BracesTest {
    @TempDir
    Path folder;

    @Test
    void theCodeHasOneStyleOfBraces() throws IOException {
        assertThat(faults(Path.of("src/main/java"), Path.of("src/test/java"), Path.of("src/build/java")))
                .isEmpty();
    }

    @Test
    void eachDeviationIsNoticed() throws IOException {
        var file = Files.writeString(folder.resolve("Shown.java"), """
                class Shown {
                    int deviations(int a) {
                        if (a == 1) {
                            return 1;
                        }
                        if (a == 2)
                            return 2;
                        while (a > 9) if (a == 10) return 3;
                        for (int i = 0; i < a; i++) {
                            a--;
                        }
                        if (a == 4) a = 5;
                        else {
                            a = 6;
                            a++;
                        }
                        return a;
                    }

                    int fine(int a) {
                        if (a == 1) return 1;
                        if (a == 2) a = 3;
                        else if (a == 4) a = 5;
                        else a = 6;
                        if (a == 7) {
                            return 8;
                        } else {
                            a++;
                            a--;
                        }
                        if (a == 9) {
                            // A comment needs its line.
                            return 10;
                        }
                        for (int i = 0; i < a; i++) {
                            if (i == a) return i;
                        }
                        return a;
                    }
                }
                """);

        assertThat(faults(folder))
                .containsExactly(
                        file + ":3: fits on one line without braces",
                        file + ":6: needs braces",
                        file + ":8: needs braces",
                        file + ":9: fits on one line without braces",
                        file + ":12: needs braces");
    }

    private static List<String> faults(Path... folders) throws IOException {
        var faults = new ArrayList<String>();
        for (var file : SourceFile.below(folders)) new Braces(file, faults).scan(file.unit(), null);
        return faults;
    }

    /** Collects the deviations in one file. */
    private static final class Braces extends TreeScanner<@Nullable Void, @Nullable Void> {
        private static final int WIDTH = 120;

        /** The formatter breaks a line whose chain of calls has a dot beyond this column. */
        private static final int LAST_DOT = 80;

        private static final Set<Tree.Kind> NEVER_BARE = EnumSet.of(
                Tree.Kind.IF,
                Tree.Kind.FOR_LOOP,
                Tree.Kind.ENHANCED_FOR_LOOP,
                Tree.Kind.WHILE_LOOP,
                Tree.Kind.DO_WHILE_LOOP,
                Tree.Kind.TRY,
                Tree.Kind.SWITCH,
                Tree.Kind.SYNCHRONIZED,
                Tree.Kind.LABELED_STATEMENT,
                Tree.Kind.VARIABLE,
                Tree.Kind.CLASS,
                Tree.Kind.BLOCK,
                Tree.Kind.EMPTY_STATEMENT);

        private final SourceFile file;
        private final List<String> faults;

        Braces(SourceFile file, List<String> faults) {
            this.file = file;
            this.faults = faults;
        }

        @Override
        public @Nullable Void visitIf(IfTree first, @Nullable Void nothing) {
            var branches = new ArrayList<Branch>();
            int head = file.start(first);
            IfTree last = first;
            branches.add(new Branch(head, last.getThenStatement()));
            while (last.getElseStatement() instanceof IfTree next) {
                last = next;
                head = lastElse(file.start(next));
                branches.add(new Branch(head, next.getThenStatement()));
            }
            if (last.getElseStatement() != null) {
                branches.add(new Branch(lastElse(file.start(last.getElseStatement())), last.getElseStatement()));
            }
            check(first, branches);
            scanParts(first);
            return null;
        }

        /** Goes on inside, but not to an else-if by itself: it has been checked as a branch. */
        private void scanParts(IfTree part) {
            scan(part.getCondition(), null);
            scan(part.getThenStatement(), null);
            if (part.getElseStatement() instanceof IfTree next) scanParts(next);
            else scan(part.getElseStatement(), null);
        }

        private int lastElse(int before) {
            return file.text().lastIndexOf("else", before - 1);
        }

        @Override
        public @Nullable Void visitForLoop(ForLoopTree loop, @Nullable Void nothing) {
            check(loop, List.of(new Branch(file.start(loop), loop.getStatement())));
            return super.visitForLoop(loop, null);
        }

        @Override
        public @Nullable Void visitEnhancedForLoop(EnhancedForLoopTree loop, @Nullable Void nothing) {
            check(loop, List.of(new Branch(file.start(loop), loop.getStatement())));
            return super.visitEnhancedForLoop(loop, null);
        }

        @Override
        public @Nullable Void visitWhileLoop(WhileLoopTree loop, @Nullable Void nothing) {
            check(loop, List.of(new Branch(file.start(loop), loop.getStatement())));
            return super.visitWhileLoop(loop, null);
        }

        @Override
        public @Nullable Void visitDoWhileLoop(DoWhileLoopTree loop, @Nullable Void nothing) {
            if (!(loop.getStatement() instanceof BlockTree)) add(loop, "needs braces");
            return super.visitDoWhileLoop(loop, null);
        }

        private void check(Tree whole, List<Branch> branches) {
            boolean bare = branches.stream().allMatch(this::canBeBare);
            if (bare && branches.stream().anyMatch(branch -> branch.body() instanceof BlockTree)) {
                add(whole, "fits on one line without braces");
            } else if (!bare && branches.stream().anyMatch(branch -> !(branch.body() instanceof BlockTree))) {
                add(whole, "needs braces");
            }
        }

        /** Returns whether head and statement, on one line each or both, fit on one. */
        private boolean canBeBare(Branch branch) {
            var statement = branch.body();
            if (statement instanceof BlockTree block) {
                if (block.getStatements().size() != 1) return false;
                statement = block.getStatements().getFirst();
            }
            if (NEVER_BARE.contains(statement.getKind())) return false;
            if (branch.body() instanceof BlockTree block) return isAlone(statement, block) && fits(branch, statement);
            return file.line(branch.head()) == file.line(file.end(statement));
        }

        private boolean isAlone(StatementTree statement, BlockTree block) {
            var before = file.text().substring(file.start(block) + 1, file.start(statement));
            var after = file.text().substring(file.end(statement), file.end(block) - 1);
            return (before + after).isBlank();
        }

        private boolean fits(Branch branch, StatementTree statement) {
            var head = file.text().substring(branch.head(), file.start(branch.body()));
            var only = file.text().substring(file.start(statement), file.end(statement));
            var line = head + only;
            return line.indexOf('\n') < 0
                    && indentation(branch) + line.length() <= WIDTH
                    && indentation(branch) + line.lastIndexOf('.') < LAST_DOT;
        }

        /** Returns the column of the first head; an else that follows a brace would begin a line of its own there. */
        private int indentation(Branch branch) {
            var text = file.text();
            int line = text.lastIndexOf('\n', branch.head()) + 1;
            int first = line;
            while (Character.isWhitespace(text.charAt(first))) first++;
            return first - line;
        }

        private void add(Tree whole, String fault) {
            faults.add(file.at(whole) + ": " + fault);
        }
    }

    /**
     * A statement and the words before it.
     *
     * @param head where they begin: if, else, for or while
     */
    private record Branch(int head, StatementTree body) {}
}
