package blog.chain.migrations;

import blog.platform.problem.CannotRunException;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * The two files of a migration that is about to be written.
 *
 * @param forward what applies it
 * @param back what takes it back
 */
public record NewMigration(Path forward, Path back) {
    private static final DateTimeFormatter VERSION = DateTimeFormatter.ofPattern("uuuuMMddHHmmss", Locale.ROOT);
    /** Flyway's history has room for 200. */
    private static final int LONGEST = 100;

    private static final String RULE = "A sentence is made of the letters a to z, digits and single spaces, 1 to "
            + LONGEST + " of them, as in: ./blog db new \"add bio to users\".";

    private static final String FORWARD = """
            -- Write below what changes, and in the file that begins with U what takes it back, exactly.
            -- All of it is one transaction. It waits two seconds for a lock, since writers wait behind it meanwhile.
            -- Name every constraint and index (users_bio_check, posts_user_id_idx), and say why in a comment.
            -- An index on a table with rows is built concurrently, alone in a file of its own without the next line.
            set local lock_timeout = '2s';

            """;
    private static final String BACK = """
            -- Write below what takes %s back: afterwards the schema is as it was before it.
            set local lock_timeout = '2s';

            """;

    /**
     * Writes both files into the folder.
     *
     * @param now in UTC; a folder that is ahead of it makes the version the next after its newest
     * @throws CannotRunException when the sentence cannot be one, or is taken
     */
    public static NewMigration write(Path folder, String sentence, LocalDateTime now) {
        var words = sentence.strip().replaceAll(" +", " ").toLowerCase(Locale.ROOT);
        var scripts = MigrationScripts.in(folder);
        requireSentence(words);
        requireNotTaken(scripts, words);
        var name = version(scripts, now) + "__" + words.replace(' ', '_') + ".sql";
        var written = new NewMigration(folder.resolve("V" + name), folder.resolve("U" + name));
        written.write();
        return written;
    }

    private static void requireSentence(String words) {
        if (words.isEmpty()) {
            throw new CannotRunException("The sentence is empty. " + RULE);
        }
        if (!words.matches("[a-z0-9 ]+") || words.length() > LONGEST) {
            throw new CannotRunException("“" + words + "” cannot name a migration. " + RULE);
        }
    }

    private static void requireNotTaken(MigrationScripts scripts, String words) {
        scripts.all().stream()
                .filter(script -> script.description().equalsIgnoreCase(words))
                .findFirst()
                .ifPresent(script -> {
                    throw new CannotRunException("There is a migration of that sentence: " + script.file()
                            + ". Say what is different about the new one.");
                });
    }

    private static String version(MigrationScripts scripts, LocalDateTime now) {
        var version = VERSION.format(now);
        if (scripts.all().isEmpty()) return version;
        var newest = scripts.all().getLast().version();
        return MigrationScript.OLDEST_FIRST.compare(version, newest) > 0 ? version : after(newest);
    }

    private static String after(String newest) {
        try {
            return VERSION.format(LocalDateTime.parse(newest, VERSION).plus(1, ChronoUnit.SECONDS));
        } catch (DateTimeParseException noTime) {
            return new BigInteger(newest).add(BigInteger.ONE).toString();
        }
    }

    void write() {
        write(back, BACK.formatted(forward.getFileName()));
        try {
            write(forward, FORWARD);
        } catch (CannotRunException fault) {
            removeBack(fault);
            throw fault;
        }
    }

    /** It would be the U script of nothing. */
    private void removeBack(CannotRunException fault) {
        try {
            Files.delete(back);
        } catch (IOException another) {
            fault.addSuppressed(another);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text, StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException fault) {
            throw new CannotRunException("There is a file " + file + " already; it was left as it is.", fault);
        } catch (IOException fault) {
            throw new CannotRunException("Cannot write " + file + ": " + fault.getMessage(), fault);
        }
    }
}
