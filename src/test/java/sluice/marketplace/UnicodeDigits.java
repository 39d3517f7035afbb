package sluice.marketplace;

/** The digit test of Python's strings, which the original script applies: wider than decimal digits, for it takes ² and ①. */
final class UnicodeDigits {

    /** First and last code point of each run of digits that are not decimal digits; Java has no property for them. */
    private static final int[][] OTHER_DIGITS = {
        {0xB2, 0xB3},
        {0xB9, 0xB9},
        {0x1369, 0x1371},
        {0x19DA, 0x19DA},
        {0x2070, 0x2070},
        {0x2074, 0x2079},
        {0x2080, 0x2089},
        {0x2460, 0x2468},
        {0x2474, 0x247C},
        {0x2488, 0x2490},
        {0x24EA, 0x24EA},
        {0x24F5, 0x24FD},
        {0x24FF, 0x24FF},
        {0x2776, 0x277E},
        {0x2780, 0x2788},
        {0x278A, 0x2792},
        {0x10A40, 0x10A43},
        {0x10E60, 0x10E68},
        {0x11052, 0x1105A},
        {0x1F100, 0x1F10A}
    };

    private UnicodeDigits() {}

    /** Tells whether the text is exactly eight characters (code points), each of them a digit in any script. */
    static boolean areEight(String text) {
        return text.codePointCount(0, text.length()) == 8 && text.codePoints().allMatch(UnicodeDigits::isDigit);
    }

    private static boolean isDigit(int character) {
        if (Character.isDigit(character)) {
            return true;
        }
        for (int[] run : OTHER_DIGITS) {
            if (character >= run[0] && character <= run[1]) {
                return true;
            }
        }
        return false;
    }
}
