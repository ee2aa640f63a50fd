package dev.tiercel.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tiercel.codec.Shapes.Blank;
import dev.tiercel.codec.Shapes.Circle;
import dev.tiercel.codec.Shapes.Done;
import dev.tiercel.codec.Shapes.Drawing;
import dev.tiercel.codec.Shapes.Failed;
import dev.tiercel.codec.Shapes.Group;
import dev.tiercel.codec.Shapes.Outcome;
import dev.tiercel.codec.Shapes.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Values whose declared type is sealed: written with the name of their class, read as a permitted class only. */
class SealedTypesTest extends CodecRig {
    private static final ValueType SHAPE = type(Shape.class);

    @Test
    void permittedRecordsAndConstants_comeBackEqual() {
        assertComesBack(SHAPE, new Circle(1.5));
        assertComesBack(SHAPE, Blank.NONE);
        assertComesBack(SHAPE, Blank.UNKNOWN);
        assertThat(payload(encode(SHAPE, new Circle(1.5), PLAIN))).isEqualTo("{\"Circle\":{\"radius\":1.5}}");
        assertThat(payload(encode(SHAPE, Blank.NONE, PLAIN))).isEqualTo("{\"Blank\":\"NONE\"}");
    }

    @Test
    void permittedClassesOfADeeperLevel_comeBackByTheirFields() {
        assertThat(roundTrips(SHAPE, new Shapes.Square(3, "s"))).allSatisfy(back -> {
            assertThat(back).isExactlyInstanceOf(Shapes.Square.class);
            assertThat(((Shapes.Square) back).side()).isEqualTo(3);
            assertThat(((Shapes.Square) back).label()).isEqualTo("s");
        });
        assertThat(roundTrips(SHAPE, new Shapes.Outer.Square()))
                .as("another class of the same simple name")
                .allSatisfy(back -> assertThat(back).isExactlyInstanceOf(Shapes.Outer.Square.class));
        assertComesBack(type(Shapes.Outcome.class, type(String.class)), new Done<>("x"));
    }

    @Test
    void sealedTypesInsideOfOthers_comeBackEqual() {
        Group group = new Group("g", Arrays.asList(new Circle(1), null, new Group("inner", List.of(Blank.UNKNOWN))));
        assertComesBack(SHAPE, group);
        assertComesBack(type(Drawing.class), new Drawing(group, List.of(new Circle(2))));
        assertComesBack(type(Drawing.class), new Drawing(null, null));
        assertComesBack(type(List.class, SHAPE), List.of(group, Blank.NONE));
        assertComesBack(type(Map.class, type(String.class), SHAPE), Map.of("a", group));
        assertComesBack(type(Optional.class, SHAPE), Optional.of(group));
        assertComesBack(type(Shape[].class), new Shape[] {group, new Circle(1)});
        assertComesBack(type(Shop.Page.class, SHAPE), new Shop.Page<>(List.of(group), 1));
    }

    @Test
    void genericSealedTypes_comeBackEqual() {
        ValueType outcome = type(Outcome.class, type(List.class, SHAPE));
        assertComesBack(outcome, new Done<>(List.of(new Circle(1))));
        assertComesBack(outcome, new Failed<>("late"));
        byte[] bytes = encode(outcome, new Failed<>("late"), PLAIN);
        assertThat(codec(type(Outcome.class, type(String.class))).decode(bytes)).isNull();
    }

    @Test
    void typesThatPermitWhatIsOpen_areRefused() {
        assertRefused(type(Shapes.Open.class), new Shapes.Closed(), "Ajar is an interface or abstract");
        assertRefused(type(Shapes.Leaky.class), new Shapes.Holder("x"), "java.lang.Object");
    }

    @Test
    void otherTagsAndShapes_areMisses() {
        byte[] circle = encode(SHAPE, new Circle(1), PLAIN);
        for (String json : List.of(
                "{}",
                "[]",
                "null",
                "\"NONE\"",
                "{\"radius\":1}",
                "{\"Circle\":null}",
                "{\"Circle\":{\"radius\":null}}",
                "{\"Circle\":{\"radius\":1},\"Circle\":{\"radius\":1}}",
                "{\"Circle\":{\"radius\":1}}{}",
                "{\"Circle\":[]}",
                "{\"Triangle\":{\"radius\":1}}",
                "{\"Square\":{\"radius\":1}}",
                "{\"dev.tiercel.codec.Shapes$Triangle\":{\"radius\":1}}",
                "{\"dev.tiercel.codec.Shapes$Circle\":{\"radius\":1}}",
                "{\"java.io.File\":{}}",
                "{\"Blank\":\"WHITE\"}",
                "{\"Blank\":0}")) {
            assertThat(codec(SHAPE).decode(with(circle, json))).as(json).isNull();
        }
        assertThat(codec(SHAPE)
                        .decode(with(circle, "{\"Circle\":{\"radius\":2}}"))
                        .value())
                .isEqualTo(new Circle(2));
    }
}
