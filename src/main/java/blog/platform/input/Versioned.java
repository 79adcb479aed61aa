package blog.platform.input;

/** A resource whose owner's edits are counted, so that an edit can be made conditional on having seen the last one. */
public interface Versioned {
    int version();
}
