package blog.platform.http;

import blog.platform.problem.Problem;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Strong entity tags (RFC 9110, section 8.8.3): the row's version, then a digest of the representation. The digest makes
 * the tag change with every byte sent, a new like or a renamed author included; If-Match compares the version alone, so
 * that a like does not fail the author's edit.
 */
final class EntityTag {
    private static final int DIGEST_BYTES = 12;
    private static final Pattern ELEMENT = Pattern.compile("\\G\\s*(W/)?(\"[^\"]*\")\\s*(?:,|$)");
    private static final Pattern TAG = Pattern.compile("(W/)?(\"[^\"]*\")");
    private static final Pattern VERSIONED = Pattern.compile("\"(\\d{1,9})-[A-Za-z0-9_-]+\"");

    private EntityTag() {}

    static String of(int version, byte[] representation) {
        var digest = Arrays.copyOf(sha256().digest(representation), DIGEST_BYTES);
        return "\"" + version + "-" + Base64.getUrlEncoder().withoutPadding().encodeToString(digest) + "\"";
    }

    /** Returns whether an If-None-Match header says that the client has this representation already. */
    static boolean noneMatches(@Nullable String header, String tag) {
        if (header == null) return false;
        if (header.strip().equals("*")) return true;
        var tags = TAG.matcher(header);
        while (tags.find()) {
            if (tags.group(2).equals(tag)) return true;
        }
        return false;
    }

    /**
     * The versions an If-Match header allows; null when it allows any.
     *
     * @throws Problem when the header is no list of entity tags
     */
    static @Nullable List<Integer> allowed(@Nullable String header) {
        if (header == null || header.strip().equals("*")) return null;
        var versions = new ArrayList<Integer>();
        var end = 0;
        for (var tags = ELEMENT.matcher(header); tags.find(); end = tags.end()) {
            var versioned = VERSIONED.matcher(tags.group(2));
            // A weak tag never matches here (RFC 9110, section 13.1.1), nor does one this service did not make.
            if (tags.group(1) == null && versioned.matches()) versions.add(Integer.valueOf(versioned.group(1)));
        }
        if (end == 0 || end != header.length()) {
            throw Problem.malformed("If-Match must be a list of entity tags, as sent in ETag.");
        }
        return versions;
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
