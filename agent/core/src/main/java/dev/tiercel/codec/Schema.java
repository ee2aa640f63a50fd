package dev.tiercel.codec;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Currency;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.type.TypeFactory;

/**
 * Everything reachable from a declared type, walked once: proves that nothing in it is open to guessing, and writes down
 * its shape, so that a class which gained, lost or changed a field has another fingerprint.
 */
final class Schema {
    static final Set<Class<?>> LISTS =
            Set.of(Iterable.class, Collection.class, List.class, ArrayList.class, LinkedList.class);
    static final Set<Class<?>> SETS = Set.of(Set.class, HashSet.class, LinkedHashSet.class);
    static final Set<Class<?>> MAPS = Set.of(Map.class, HashMap.class, LinkedHashMap.class);

    static final Set<Class<?>> SCALARS = Set.of(
            String.class,
            Boolean.class,
            Byte.class,
            Short.class,
            Character.class,
            Integer.class,
            Long.class,
            Float.class,
            Double.class,
            BigDecimal.class,
            BigInteger.class,
            UUID.class,
            URI.class,
            Currency.class,
            Date.class,
            Instant.class,
            LocalDate.class,
            LocalTime.class,
            LocalDateTime.class,
            OffsetTime.class,
            OffsetDateTime.class,
            ZonedDateTime.class,
            Year.class,
            YearMonth.class,
            MonthDay.class,
            ZoneId.class,
            ZoneOffset.class,
            Duration.class,
            Period.class);

    private final TypeFactory types;
    private final StringBuilder text = new StringBuilder();
    private final Set<String> seen = new HashSet<>();

    private Schema(TypeFactory types) {
        this.types = types;
    }

    /**
     * 64 bits that stand for the type as declared and the shape of all its classes.
     *
     * @throws Inexact where a part of it cannot come back exactly, whatever the value
     */
    static long fingerprint(ValueType declared, JavaType type, TypeFactory types) {
        Schema schema = new Schema(types);
        schema.text.append(declared).append(';');
        schema.walk(type);
        return hash(schema.text.toString());
    }

    private void walk(JavaType type) {
        Class<?> raw = type.getRawClass();
        if (!seen.add(type.toCanonical()) || raw.isPrimitive() || SCALARS.contains(raw)) {
            return;
        }
        if (raw.isEnum()) {
            constants(raw);
        } else if (type.isArrayType()) {
            walk(type.getContentType());
        } else if (raw == Optional.class || LISTS.contains(raw) || SETS.contains(raw)) {
            walk(type.containedTypeOrUnknown(0));
        } else if (MAPS.contains(raw)) {
            key(type.containedTypeOrUnknown(0));
            walk(type.containedTypeOrUnknown(1));
        } else if (SealedTypes.is(raw)) {
            SchemaRules.checkSealed(raw);
            alternatives(type);
        } else {
            SchemaRules.check(raw);
            fields(type);
        }
    }

    private void alternatives(JavaType type) {
        List<SealedTypes.Alternative> permitted = SealedTypes.of(type, types);
        text.append("sealed ").append(type.toCanonical());
        permitted.forEach(each -> text.append(' ')
                .append(each.tag())
                .append('=')
                .append(each.type().toCanonical()));
        text.append(';');
        permitted.forEach(each -> walk(each.type()));
    }

    private void key(JavaType type) {
        Class<?> raw = type.getRawClass();
        if (!raw.isEnum() && !SCALARS.contains(raw)) {
            throw new Inexact(raw.getName() + " as the key of a map is not sure to be found again once it is back");
        }
        walk(type);
    }

    private void constants(Class<?> type) {
        text.append("enum ").append(type.getName());
        Arrays.stream(type.getFields())
                .filter(Field::isEnumConstant)
                .map(Field::getName)
                .forEach(name -> text.append(' ').append(name));
        text.append(';');
    }

    private void fields(JavaType type) {
        List<Member> members = membersOf(type, types);
        text.append(type.toCanonical()).append('{');
        members.forEach(each -> text.append(each.field().getName())
                .append(' ')
                .append(each.type().toCanonical())
                .append(';'));
        text.append('}');
        members.forEach(each -> walk(each.type()));
    }

    /**
     * A field that is part of an object's state.
     *
     * @param type as declared, with the type arguments of the object's own type
     */
    record Member(Field field, JavaType type) {}

    /** The state of an object of the type, that of its super classes included. */
    static List<Member> membersOf(JavaType type, TypeFactory types) {
        List<Member> members = new ArrayList<>();
        for (JavaType at = type; at != null && !at.isJavaLangObject(); at = at.getSuperClass()) {
            for (Field field : stateOf(at.getRawClass())) {
                members.add(new Member(field, types.resolveMemberType(field.getGenericType(), at.getBindings())));
            }
        }
        return members;
    }

    /** The fields which are the state of an object, without those of its super class; by name, for the JVM promises no order. */
    static List<Field> stateOf(Class<?> type) {
        return Arrays.stream(type.getDeclaredFields())
                .filter(field ->
                        !Modifier.isStatic(field.getModifiers()) && !Modifier.isTransient(field.getModifiers()))
                .sorted(Comparator.comparing(Field::getName))
                .toList();
    }

    private static long hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
