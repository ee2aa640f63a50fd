package dev.tiercel.config;

/**
 * URLs and addresses without whatever may be a secret in them, also of texts that are neither. Shown is only what cannot
 * be one where it stands; the first host always is, and every other part only if all of the text is well formed.
 */
final class UrlMask {
    private final String tail;
    private final boolean hasPath;
    private final boolean hasMaster;

    private UrlMask(String tail, boolean hasPath, boolean hasMaster) {
        this.tail = tail;
        this.hasPath = hasPath;
        this.hasMaster = hasMaster;
    }

    /** Of what should be an address of Redis. */
    static String of(String text) {
        return mask(text, false);
    }

    /** Of what should be a page: its path is shown. */
    static String ofPage(String text) {
        return mask(text, true);
    }

    /** Of what should be neither, and is shown as it is where it cannot be either. */
    static String ifLogin(String text) {
        return text.indexOf('@') < 0 && text.indexOf("://") < 0 ? text : of(text);
    }

    private static String mask(String text, boolean hasPath) {
        String start = RedisScheme.startOf(text);
        RedisScheme scheme = RedisScheme.of(start);
        String rest = text.substring(start.length());
        int at = rest.lastIndexOf('@');
        String login = at < 0 ? "" : Shown.MASK + "@";
        String tail = rest.substring(at + 1);
        boolean socket = scheme != null && scheme.isOfSocket();
        return start
                + login
                + (socket ? path(tail) : new UrlMask(tail, hasPath, scheme != null && scheme.isOfSentinels()).hosts());
    }

    /** Without a slash at its beginning it may be a login that lacks its {@code @}. */
    private static String path(String tail) {
        if (tail.isEmpty()) {
            return "";
        }
        int end = tail.startsWith("/") ? endOf(tail, 0, ":?#") : 0;
        return end == tail.length() ? tail : tail.substring(0, end) + Shown.MASK;
    }

    /** What stands where a port belongs may be a password that lacks its {@code @host}; a query may hold anything. */
    private String hosts() {
        int end = hostEnd(0);
        return (end > 0 && isWellFormed(end)) || end == tail.length() ? tail : tail.substring(0, end) + Shown.MASK;
    }

    private int hostEnd(int start) {
        return tail.startsWith("[", start) ? tail.indexOf(']', start) + 1 : endOf(tail, start, ":,/?#");
    }

    private boolean isWellFormed(int hostEnd) {
        int i = hostEnd;
        while (i < tail.length()) {
            char c = tail.charAt(i);
            int end =
                    switch (c) {
                        case ':' -> digitsEnd(i + 1);
                        case ',' -> hostEnd(i + 1);
                        case '/' -> hasPath ? endOf(tail, i, ":?#") : digitsEnd(i + 1);
                        case '#' -> hasMaster ? endOf(tail, i + 1, ":,/?#") : i;
                        default -> i;
                    };
            boolean mayFollow = c == ':' || c == ',' || end >= tail.length() || tail.charAt(end) == '#';
            if (end <= i || !mayFollow) {
                return false;
            }
            i = end;
        }
        return true;
    }

    private int digitsEnd(int start) {
        return start + Numbers.leadingDigits(tail.substring(start));
    }

    private static int endOf(String text, int start, String ends) {
        int i = start;
        while (i < text.length() && ends.indexOf(text.charAt(i)) < 0) {
            i++;
        }
        return i;
    }
}
