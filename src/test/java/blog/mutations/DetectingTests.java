package blog.mutations;

import blog.platform.config.Settings;
import blog.support.TestDatabase;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.platform.engine.CancellationToken;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** The tests that could notice a mutation which compiles, run until one does. */
final class DetectingTests {
    /** Cheap ones first, as most mutations are noticed by the first. */
    private static final List<String> TESTS = List.of(
            "blog.platform.openapi.ReviewedDocumentTest",
            "blog.platform.database.EnforcedRulesTest",
            "blog.platform.database.RowVersionTest",
            "blog.posts.PostWordsTest",
            "blog.platform.openapi.ColumnCoverageTest",
            "blog.posts.PostsRoutesTest",
            "blog.likes.LikesRoutesTest",
            "blog.sessions.SessionsRoutesTest",
            "blog.passwords.PasswordsRoutesTest",
            "blog.users.UsersRoutesTest",
            "blog.platform.http.ConditionalRequestsTest",
            "blog.posts.PostPagesTest",
            "blog.likes.LikesCountTest",
            "blog.likes.LikesLockOrderTest",
            "blog.platform.database.ChecksAgainstSchemaTest");

    private final Launcher launcher = LauncherFactory.create(LauncherConfig.builder()
            .enableLauncherSessionListenerAutoRegistration(false)
            .enableTestExecutionListenerAutoRegistration(false)
            .build());

    /** The first test that fails with these classes on copies of that database, and how. */
    Optional<String> by(MutatedClasses classes, Settings.Login template) throws ReflectiveOperationException {
        var databases = classes.loadClass(TestDatabase.class.getName());
        databases.getMethod("borrow", String.class, String.class).invoke(null, url(template), template.database());
        var thread = Thread.currentThread();
        var before = thread.getContextClassLoader();
        thread.setContextClassLoader(classes);
        try {
            for (var test : TESTS) {
                // One that fails now and then has noticed nothing.
                if (firstFailure(classes.loadClass(test)).isEmpty()) continue;
                var failure = firstFailure(classes.loadClass(test));
                if (failure.isPresent()) return failure;
            }
            return Optional.empty();
        } finally {
            thread.setContextClassLoader(before);
            databases.getMethod("giveBack").invoke(null);
        }
    }

    private static String url(Settings.Login login) {
        return "jdbc:postgresql://%s:%d/postgres?user=%s&password=%s"
                .formatted(login.host(), login.port(), login.user(), login.password());
    }

    private Optional<String> firstFailure(Class<?> test) {
        var enough = CancellationToken.create();
        var failures = new ConcurrentLinkedQueue<String>();
        var request = LauncherDiscoveryRequestBuilder.request()
                .selectors(DiscoverySelectors.selectClass(test))
                .configurationParameter("junit.jupiter.execution.timeout.default", "60 s")
                .forExecution()
                .cancellationToken(enough)
                .listeners(new TestExecutionListener() {
                    @Override
                    public void executionFinished(TestIdentifier what, TestExecutionResult result) {
                        if (result.getStatus() != TestExecutionResult.Status.FAILED) return;
                        failures.add(sentence(test, what, result));
                        enough.cancel();
                    }
                })
                .build();
        launcher.execute(request);
        return Optional.ofNullable(failures.peek());
    }

    private static String sentence(Class<?> test, TestIdentifier what, TestExecutionResult result) {
        var method = what.getSource()
                .filter(MethodSource.class::isInstance)
                .map(it -> "." + ((MethodSource) it).getMethodName())
                .orElse("");
        var message = result.getThrowable()
                .map(it -> String.valueOf(it.getMessage())
                        .strip()
                        .lines()
                        .findFirst()
                        .orElse(""))
                .orElse("");
        return test.getSimpleName() + method + " " + message;
    }
}
