package blog.mutations;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The service and its tests once more, over a mutated schema. Libraries are those of this run, and warm; all that is
 * the project's own is defined anew, so that no test meets a class of the schema as it was.
 */
final class MutatedClasses extends ClassLoader {
    private static final String OURS = "blog.";

    static {
        registerAsParallelCapable();
    }

    private final Map<String, byte[]> compiled;
    private final Path resources;

    /** @param resources a folder of what the build generates beside classes, looked at before the class path */
    MutatedClasses(Map<String, byte[]> compiled, Path resources) {
        super(MutatedClasses.class.getClassLoader());
        this.compiled = compiled;
        this.resources = resources;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(OURS)) return super.loadClass(name, resolve);
        synchronized (getClassLoadingLock(name)) {
            var loaded = findLoadedClass(name);
            if (loaded != null) return loaded;
            var bytes = bytes(name);
            return defineClass(name, bytes, 0, bytes.length);
        }
    }

    private byte[] bytes(String name) throws ClassNotFoundException {
        var mutated = compiled.get(name);
        if (mutated != null) return mutated;
        try (var file = super.getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (file == null) throw new ClassNotFoundException(name);
            return file.readAllBytes();
        } catch (IOException fault) {
            throw new ClassNotFoundException(name, fault);
        }
    }

    @Override
    public @Nullable URL getResource(String name) {
        try {
            var own = resources.resolve(name);
            return Files.isRegularFile(own) ? own.toUri().toURL() : super.getResource(name);
        } catch (MalformedURLException fault) {
            throw new IllegalStateException(fault);
        }
    }
}
