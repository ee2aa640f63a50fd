package dev.tiercel.config;

/** Whole numbers in text. Reasons in exceptions are phrases to be put after the text. */
final class Numbers {
    private Numbers() {}

    static long whole(String text, long min, long max) {
        boolean negative = text.startsWith("-");
        String digits = negative ? text.substring(1) : text;
        if (digits.isEmpty() || leadingDigits(digits) < digits.length()) {
            throw new IllegalArgumentException("is no whole number");
        }
        return inRange(negative ? -1 : multiply(digits, 1, "is too large"), min, max);
    }

    static long inRange(long number, long min, long max) {
        if (number < min) {
            throw new IllegalArgumentException("is too small");
        }
        if (number > max) {
            throw new IllegalArgumentException("is too large");
        }
        return number;
    }

    /** How many ASCII digits the text begins with; the digits of other scripts are none. */
    static int leadingDigits(String text) {
        int i = 0;
        while (i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
            i++;
        }
        return i;
    }

    /** Of a text of digits. */
    static boolean isZero(String digits) {
        return digits.chars().allMatch(digit -> digit == '0');
    }

    /** The number that the digits stand for, times the factor. */
    static long multiply(String digits, long factor, String reasonIfTooLarge) {
        try {
            return Math.multiplyExact(Long.parseLong(digits), factor);
        } catch (ArithmeticException | NumberFormatException e) {
            throw new IllegalArgumentException(reasonIfTooLarge, e);
        }
    }
}
