package blog.layout;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;

/**
 * A Java source file, parsed but not compiled.
 *
 * @param unit as javac's parser sees it
 * @param docs finds the comments and positions of its trees
 */
record SourceFile(Path path, CompilationUnitTree unit, DocTrees docs, String text) {
    /** Parses all Java files below these folders. */
    static List<SourceFile> below(Path... folders) throws IOException {
        var paths = new ArrayList<Path>();
        for (var folder : folders) {
            try (var all = Files.walk(folder)) {
                all.filter(path -> path.toString().endsWith(".java")).sorted().forEach(paths::add);
            }
        }
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            var task = (JavacTask) compiler.getTask(
                    null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(paths));
            var docs = DocTrees.instance(task);
            var parsed = new ArrayList<SourceFile>();
            for (var unit : task.parse()) {
                var path = Path.of(unit.getSourceFile().getName());
                parsed.add(new SourceFile(path, unit, docs, Files.readString(path)));
            }
            return parsed;
        }
    }

    int start(Tree tree) {
        return (int) docs.getSourcePositions().getStartPosition(unit, tree);
    }

    int end(Tree tree) {
        return (int) docs.getSourcePositions().getEndPosition(unit, tree);
    }

    /** Returns the line at an offset, from 1. */
    int line(int offset) {
        return (int) unit.getLineMap().getLineNumber(offset);
    }

    String at(Tree tree) {
        return path + ":" + line(start(tree));
    }
}
