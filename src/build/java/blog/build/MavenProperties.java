package blog.build;

import java.util.Properties;
import org.apache.tools.ant.Project;

/** The properties of the Maven project that a task runs for; Ant's own are a copy, made before the task began. */
record MavenProperties(Project ant) {
    /** As -D names it, or else pom.xml. */
    String get(String name) {
        return ant.getProperty(name);
    }

    /** For the plugins that run later, whatever the value was. */
    void set(String name, String value) {
        try {
            var project = ant.getReference("maven.project");
            ((Properties) project.getClass().getMethod("getProperties").invoke(project)).setProperty(name, value);
        } catch (ReflectiveOperationException fault) {
            throw new IllegalStateException(fault);
        }
    }
}
