package dev.tiercel.config;

import static dev.tiercel.config.ForeignAnnotations.JSR107;
import static dev.tiercel.config.ForeignAnnotations.MICRONAUT;
import static dev.tiercel.config.ForeignAnnotations.SPRING;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnnotationsSettingTest {
    @Test
    void nothingSaid_none() {
        assertThat(Sources.none().config().annotations()).isEmpty();
    }

    @Test
    void severalNames_haveCommasBetweenThem() {
        Sources sources = Sources.none().property("tiercel.annotations", " Micronaut , jsr107 ");

        assertThat(sources.config().annotations()).containsExactlyInAnyOrder(JSR107, MICRONAUT);
        assertThat(sources.setting("annotations"))
                .hasToString("annotations = jsr107,micronaut (system property tiercel.annotations)");
        assertThat(Sources.none()
                        .environment("TIERCEL_ANNOTATIONS", "spring,micronaut")
                        .config()
                        .annotations())
                .containsExactlyInAnyOrder(SPRING, MICRONAUT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "annotations: [jsr107, spring, micronaut]",
                "annotations:\n  - jsr107\n  - spring\n  - micronaut\n",
                "tiercel: {annotations: ['jsr107', spring, \"micronaut\"]}",
                "annotations: jsr107, spring, micronaut",
            })
    void yaml_takesAListToo(String yaml) {
        Sources sources = Sources.none().yaml(yaml);

        assertThat(sources.config().annotations()).containsExactlyInAnyOrder(JSR107, SPRING, MICRONAUT);
        assertThat(sources.origin("annotations")).startsWith("class path tiercel.yaml line ");
    }

    @Test
    void emptyList_isNone() {
        assertThat(Sources.none().yaml("annotations: []").config().annotations())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "none", "NONE"})
    void none_takesBackWhatAWeakerSourceSays(String text) {
        assertThat(Sources.none()
                        .yaml("annotations: [spring]")
                        .property("tiercel.annotations", text)
                        .config()
                        .annotations())
                .isEmpty();
    }

    @Test
    void itemThatIsNoName_isToldWithItsPlace() {
        String place = "config: class path tiercel.yaml line 1 column ";
        assertThat(Sources.none().yaml("annotations: [spring, [jsr107]]").error())
                .isEqualTo(place + "23: an item of the list \"annotations\" is no single value");
        assertThat(Sources.none().yaml("annotations: [{spring: true}]").error())
                .isEqualTo(place + "15: an item of the list \"annotations\" is no single value");
        assertThat(Sources.none().yaml("annotations: ['spring,jsr107']").error())
                .isEqualTo(place + "15: an item of the list \"annotations\" is no single value");
        assertThat(Sources.none().yaml("annotations: [spring, jsr]").error())
                .startsWith("annotations: \"spring,jsr\" (class path tiercel.yaml line 1 column 14) is not allowed");
    }

    @Test
    void listOfServers_isAListTheSameWay() {
        assertThat(Sources.none()
                        .yaml("redis: {nodes: [a, 'b:7000']}")
                        .config()
                        .redis()
                        .target()
                        .nodes())
                .containsExactly(new Endpoint("a", 6379), new Endpoint("b", 7000));
    }

    @Test
    void settingThatIsNoList_takesNone() {
        assertThat(Sources.none().yaml("prefix: [a]").error())
                .isEqualTo("config: class path tiercel.yaml line 1 column 9:"
                        + " \"prefix\" is a list; settings are written as key: value");
    }

    @Test
    void agentArgument_takesOneName() {
        assertThat(Sources.none().argument("annotations=spring").config().annotations())
                .containsExactly(SPRING);
        assertThat(Sources.none().argument("annotations=spring,jsr107").error())
                .startsWith("agent argument: its part 2 is not key=value");
    }
}
