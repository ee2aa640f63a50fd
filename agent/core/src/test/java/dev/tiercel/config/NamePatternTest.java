package dev.tiercel.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamePatternTest {
    @ParameterizedTest
    @CsvSource({
        "org.shop.Dao,    org.shop.Dao,        true",
        "org.shop.Dao,    org.shop.Dao2,       false",
        "org.shop.Dao,    org.shop.Da,         false",
        "org.shop.*Dao,   org.shop.ProductDao, true",
        "org.shop.*Dao,   org.shop.Dao,        true",
        "org.shop.*Dao,   org.shop.a.Dao,      false",
        "org.shop.*Dao,   org.shop.DaoX,       false",
        "org.shop.*,      org.shop.A$B,        true",
        "org.*.Dao,       org.shop.Dao,        true",
        "org.*.Dao,       org.a.b.Dao,         false",
        "org.**.Dao,      org.a.b.Dao,         true",
        "org.**.Dao,      org.Dao,             false",
        "org.**Dao,       org.Dao,             true",
        "**.Dao,          org.a.Dao,           true",
        "org.**,          org.a.b.C,           true",
        "org.**,          com.a.b.C,           false",
        "o*.**.*D*,       org.a.b.XDao,        true",
        "o*.**.*D*,       org.a.Dir.Xao,       false",
        "***,             a.b,                 true",
        "find*,           find,                true",
        "*ById*,          findByIdAndName,     true",
        "*,               '',                  true",
        "a.b,             aXb,                 false",
    })
    void matches(String pattern, String name, boolean expected) {
        assertThat(new NamePattern(pattern).matches(name)).isEqualTo(expected);
    }

    @Test
    void everyShortPattern_isAsItsRegularExpression() {
        List<String> parts = List.of("", "a", ".", "*", "**", "b");
        List<String> names = List.of("", "a", "b", ".", "ab", "a.b", "aab", "a..b", "ba.ab", "aaa.bbb", "b.a");
        for (String one : parts) {
            for (String two : parts) {
                for (String three : parts) {
                    String text = one + two + three;
                    String regex = text.replace(".", "\\.")
                            .replace("**", "\0")
                            .replace("*", "[^.]*")
                            .replace("\0", ".*");
                    for (String name : names) {
                        assertThat(new NamePattern(text).matches(name))
                                .as("%s %s", text, name)
                                .isEqualTo(Pattern.matches(regex, name));
                    }
                }
            }
        }
    }

    @Test
    void manyStars_takeNoTime() {
        // One that tries every way would not end.
        NamePattern pattern = new NamePattern("a*".repeat(100) + "b");

        assertThat(pattern.matches("a".repeat(300))).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                     | ''                     | true",
                "''                     | long                   | false",
                "long                   | long                   | true",
                "long                   | java.lang.Long         | false",
                "Long                   | java.lang.Long         | true",
                "String[]               | java.lang.String[]     | true",
                "java.lang.String       | java.lang.String       | true",
                "a.Outer.Inner          | a.Outer$Inner          | true",
                "a.Outer$Inner          | a.Outer$Inner          | true",
                "*                      | long                   | true",
                "*                      | ''                     | false",
                "..                     | ''                     | true",
                "..                     | long,int               | true",
                "long,..                | long                   | true",
                "long,..                | int,long               | false",
                "..,long                | int,int,long           | true",
                "..,long,..             | int,long,int           | true",
                "long,*                 | long                   | false",
                "long,*                 | long,a.B               | true",
            })
    void parameters(String pattern, String types, boolean expected) {
        assertThat(new ParameterPattern(split(pattern)).matches(split(types))).isEqualTo(expected);
    }

    private static List<String> split(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(","));
    }
}
