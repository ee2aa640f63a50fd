package dev.tiercel.weaving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiercel.weaving.description.TypeDescription;
import dev.tiercel.weaving.description.TypePools;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Whether all callers may have the same value, told by its declared type. */
class ImmutabilityTest {
    record Point(int x, long y) {}

    record Product(UUID id, String name, Optional<BigDecimal> price, Point at, Level level) {}

    record Around(Point gone) {}

    record WithOptionalList(Optional<List<String>> value) {}

    record Page(List<Product> rows) {}

    record Bytes(byte[] content) {}

    record Dated(Date at) {}

    record Wrapped<T>(T value, int times) {}

    record Chain(String name, Chain next) {}

    record BrokenChain(StringBuilder name, BrokenChain next) {}

    enum Level {
        LOW
    }

    static class Open {
        final int x = 1;
    }

    static final class Closed {
        private static int counter;
        private final String name = "";
        private final Closed next = null;
    }

    static final class Settable {
        private String name;
    }

    static class MutableBase {
        int x;
    }

    static final class OnMutableBase extends MutableBase {
        private final int y = 1;
    }

    sealed interface Shape permits Circle, Square {}

    record Circle(double radius) implements Shape {}

    record Square(double side) implements Shape {}

    sealed interface Leaky permits Tight, Loose {}

    record Tight(int x) implements Leaky {}

    static non-sealed class Loose implements Leaky {}

    abstract static class Fit {
        int primitive;
        Long boxed;
        String text;
        BigDecimal number;
        Instant instant;
        LocalDate date;
        ZoneId zone;
        URI uri;
        Currency currency;
        Locale locale;
        OptionalLong optionalLong;
        Level level;
        Point point;
        Product product;
        Around around;
        Wrapped<String> wrapped;
        Chain chain;
        Closed closed;
        Shape shape;
        List<Product> list;
        Set<String> set;
        Collection<Shape> collection;
        Iterable<Point> iterable;
        Map<Long, Product> map;
        Optional<Product> optional;
        List<? extends Product> wildcard;
        List<Optional<String>> optionals;
        List<List<String>> lists;
        Optional<List<String>> optionalList;
        Map<Long, List<Set<Product>>> mapOfLists;
    }

    abstract static class Unfit {
        Object anything;
        Date old;
        StringBuilder builder;
        int[] array;
        Clock clock;
        Page page;
        Bytes bytes;
        Dated dated;
        Wrapped<Date> wrapped;
        Wrapped<List<String>> wrappedList;

        @SuppressWarnings("rawtypes")
        Wrapped raw;

        @SuppressWarnings("rawtypes")
        List rawList;

        BrokenChain chain;
        Open open;
        Settable settable;
        OnMutableBase onMutableBase;
        Leaky leaky;
        Runnable unsealed;
        List<Date> list;
        List<List<Date>> lists;
        Optional<Page> optionalPage;
        List<?> wildcard;
        ArrayList<String> arrayList;
        Map<String, Date> map;
        Optional<Date> optional;
        Map<String, List<Date>> mapOfLists;
        WithOptionalList holdsOptionalList;
    }

    private static boolean isShareable(Class<?> holder, String field) {
        return Immutability.isShareable(Described.type(holder).getDeclaredFields().stream()
                .filter(each -> each.getName().equals(field))
                .findFirst()
                .orElseThrow()
                .getType());
    }

    @Test
    void whatNobodyCanChange_isShared() {
        for (java.lang.reflect.Field field : Fit.class.getDeclaredFields()) {
            assertThat(isShareable(Fit.class, field.getName()))
                    .as(field.getName())
                    .isTrue();
        }
    }

    @Test
    void anythingElse_isNot() {
        for (java.lang.reflect.Field field : Unfit.class.getDeclaredFields()) {
            assertThat(isShareable(Unfit.class, field.getName()))
                    .as(field.getName())
                    .isFalse();
        }
    }

    @Test
    void aClassWhoseFileIsNotThere_isNotShared() {
        TypeDescription around = new TypePools()
                .of(ClassLoader.getPlatformClassLoader())
                .with(Around.class.getName(), ClassShapeTest.Files.of(Around.class))
                .describe(Around.class.getName());

        assertThat(Immutability.isShareable(around)).isFalse();
        assertThat(isShareable(Fit.class, "around")).isTrue();
    }
}
