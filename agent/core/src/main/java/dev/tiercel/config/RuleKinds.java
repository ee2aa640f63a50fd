package dev.tiercel.config;

import java.util.List;

/** The kinds of values that rules have and settings do not. */
final class RuleKinds {
    private static final int MAX_LENGTH = 300;
    private static final int MAX_EXPRESSION = 1000;
    private static final String ANY_CHARACTER = "*";

    /** Classes that no rule reaches: those of the JDK and the agent's own. */
    private static final List<String> NEVER =
            List.of("java.", "jdk.", "sun.", "dev.tiercel.weaving.", "dev.tiercel.shaded.");

    private RuleKinds() {}

    /** The classes of a rule. */
    static final class ClassPattern extends Kind<NamePattern> {
        ClassPattern() {
            super(
                    "the full name of a class or interface, as in org.shop.ProductDao or org.shop.Shop$Dao, with * for any"
                            + " part of a name between dots and ** for any part across them");
        }

        @Override
        NamePattern parse(String text) {
            checkName(text, ANY_CHARACTER);
            Kinds.refuse(text.replace(ANY_CHARACTER, "").replace(".", "").isEmpty(), "names every class");
            Kinds.refuse(text.indexOf('.') < 0 && !text.contains("**"), "has no package; put **. before it for any");
            checkReach(text);
            return new NamePattern(text);
        }
    }

    /** One class, by name. */
    static final class ClassName extends Kind<String> {
        ClassName() {
            super("the full name of one class or interface, as in org.shop.Dao or org.shop.Shop$Dao, not of the JDK");
        }

        @Override
        String parse(String text) {
            checkName(text, "");
            Kinds.refuse(text.indexOf('.') < 0, "has no package");
            checkReach(text);
            return text;
        }
    }

    /** The methods of a rule. */
    static final class MethodPattern extends Kind<NamePattern> {
        MethodPattern() {
            super("the name of a method, with * for any part of it; a name that begins with * in quotes");
        }

        @Override
        NamePattern parse(String text) {
            Kinds.refuse(text.indexOf('(') >= 0, "has parameters in it; they go into parameters");
            Kinds.refuse(text.indexOf('.') >= 0, "has a dot in it; the class goes into class");
            checkName(text, ANY_CHARACTER);
            return new NamePattern(text.replace("**", ANY_CHARACTER));
        }
    }

    /** The type of one parameter. */
    static final class ParameterType extends Kind<String> {
        ParameterType() {
            super("a type without type arguments, as in long, java.lang.String or byte[], * for any one, or .. for any"
                    + " number of any");
        }

        @Override
        String parse(String text) {
            if (text.equals(ANY_CHARACTER) || text.equals(ParameterPattern.REST)) {
                return text;
            }
            Kinds.refuse(text.indexOf('<') >= 0, "has type arguments");
            Kinds.refuse(text.endsWith("..."), "is variable; write it as an array");
            String element = text;
            while (element.endsWith("[]")) {
                element = element.substring(0, element.length() - 2).trim();
            }
            checkName(element, "");
            return element + "[]".repeat((text.length() - element.length()) / 2);
        }
    }

    /** A part of the key, or a path from a value. */
    static final class Path extends Kind<String> {
        Path(String allowed) {
            super(allowed);
        }

        @Override
        String parse(String text) {
            // As in expressions, a # may stand before a name.
            String name = text.startsWith("#") ? text.substring(1) : text;
            checkName(name, "");
            return name;
        }
    }

    /** The name of a cache. */
    static final class CacheName extends Kind<String> {
        CacheName() {
            super("the name of a cache, at most " + MAX_LENGTH + " characters, none of them a control character");
        }

        @Override
        String parse(String text) {
            Kinds.refuse(text.isEmpty(), "is empty");
            Texts.checkLength(text, MAX_LENGTH);
            checkControls(text);
            return text;
        }
    }

    /** A condition, whose words are understood when the method is known. */
    static final class Condition extends Kind<String> {
        Condition() {
            super("an expression, as docs/expressions.md has them, of at most " + MAX_EXPRESSION + " characters");
        }

        @Override
        String parse(String text) {
            Kinds.refuse(text.isEmpty(), "is empty");
            Texts.checkLength(text, MAX_EXPRESSION);
            checkControls(text);
            return text;
        }
    }

    /** Names separated by dots, each of the characters of a Java name and the further ones. */
    private static void checkName(String text, String further) {
        Kinds.refuse(text.isEmpty(), "is empty");
        Texts.checkLength(text, MAX_LENGTH);
        Kinds.refuse(text.indexOf('/') >= 0, "has a / in it; write dots");
        Kinds.refuse(text.startsWith(".") || text.endsWith(".") || text.contains(".."), "has a dot without a name");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean name = Character.isJavaIdentifierPart(c) && !Shown.isControl(c);
            Kinds.refuse(!name && c != '.' && further.indexOf(c) < 0, Texts.BAD_CHARACTER);
        }
    }

    private static void checkReach(String text) {
        for (String prefix : NEVER) {
            Kinds.refuse(text.startsWith(prefix), "is never woven");
        }
    }

    private static void checkControls(String text) {
        for (int i = 0; i < text.length(); i++) {
            Kinds.refuse(Shown.isControl(text.charAt(i)), Texts.BAD_CHARACTER);
        }
    }
}
