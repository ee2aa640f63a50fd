package dev.tiercel.config;

/** How values are written in L2. */
public enum CodecFormat {
    /** Text that a person can read. */
    JSON,
    /** The same in fewer bytes (Jackson's Smile). */
    SMILE
}
