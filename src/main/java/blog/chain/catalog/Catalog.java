package blog.chain.catalog;

import blog.platform.problem.CannotRunException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;

/**
 * The objects of a schema, without owners, privileges and rows, so that two databases can be compared.
 *
 * <p>The order of a table's columns is left out: queries name the columns they read, and a column that was dropped and
 * recreated comes last.
 */
public final class Catalog {
    private static final String RESOURCE = "catalog.txt";

    private final List<SchemaObject> objects;

    Catalog(Collection<SchemaObject> objects) {
        this.objects = objects.stream().sorted(SchemaObject.ORDER).toList();
    }

    /**
     * Of the schema that unqualified names lead to: public, unless the address says otherwise.
     *
     * @throws CannotRunException when the database does not answer
     */
    public static Catalog of(DSLContext sql) {
        try {
            return new Catalog(new CatalogReader(sql).objects());
        } catch (DataAccessException fault) {
            var cause = fault.getCause() == null ? fault : fault.getCause();
            throw new CannotRunException("Cannot read the schema of this database: " + cause.getMessage(), fault);
        }
    }

    /** The one that the classes of this release were generated from. */
    public static Catalog packaged() {
        return Packaged.CATALOG;
    }

    /** @throws IllegalArgumentException when the text is not one that {@link #text()} wrote */
    public static Catalog parse(String text) {
        return new Catalog(new CatalogParser(text).objects());
    }

    /** Readable, the same for the same schema, and enough for {@link #parse}. */
    public String text() {
        return new CatalogWriter(objects).text();
    }

    /** SHA-256 of the text, as hexadecimal digits. */
    public String fingerprint() {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** In what another schema is not as this one. */
    public SchemaDrift driftOf(Catalog live) {
        return new CatalogComparison(objects, live.objects).drift();
    }

    public List<SchemaObject> objects() {
        return objects;
    }

    /** @param of the table, view or type it is part of; empty for what stands by itself */
    public Optional<SchemaObject> find(ObjectKind kind, String of, String name) {
        return objects.stream()
                .filter(each -> each.kind() == kind)
                .filter(each -> each.of().equals(of) && each.name().equals(name))
                .findFirst();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Catalog that && objects.equals(that.objects);
    }

    @Override
    public int hashCode() {
        return objects.hashCode();
    }

    @Override
    public String toString() {
        return text();
    }

    private static final class Packaged {
        static final Catalog CATALOG = read();

        private static Catalog read() {
            try (var content = Catalog.class.getResourceAsStream(RESOURCE)) {
                if (content == null) {
                    throw new IllegalStateException("There is no blog/chain/catalog/" + RESOURCE
                            + " on the class path: it is written by mvn generate-sources.");
                }
                return parse(new String(content.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException fault) {
                throw new UncheckedIOException(fault);
            }
        }
    }
}
