package dev.tiercel.config;

/**
 * The two halves of {@code host:port}, not yet checked.
 *
 * @param host without the brackets of an IPv6 address
 * @param port empty: not said
 */
record HostAndPort(String host, String port) {

    static HostAndPort split(String text) {
        boolean inBrackets = text.startsWith("[");
        int hostEnd = inBrackets ? text.indexOf(']') + 1 : text.indexOf(':');
        if (inBrackets ? hostEnd == 0 : hostEnd != text.lastIndexOf(':')) {
            throw new IllegalArgumentException("has a host that is none; an IPv6 address is written [::1]");
        }
        String host = hostEnd < 0 ? text : text.substring(0, hostEnd);
        String port = hostEnd < 0 ? "" : text.substring(hostEnd);
        if (!port.isEmpty() && port.charAt(0) != ':') {
            throw new IllegalArgumentException("has text after its host that is no port");
        }
        return new HostAndPort(
                inBrackets ? host.substring(1, host.length() - 1) : host, port.isEmpty() ? "" : port.substring(1));
    }
}
