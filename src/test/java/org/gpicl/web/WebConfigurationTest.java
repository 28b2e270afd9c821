package org.gpicl.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.context.annotation.Import;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.web.bind.annotation.RestController;

/** What a server has of the web: nothing scans for it. */
class WebConfigurationTest {

  @Test
  void everyControllerIsServed() {
    ClassPathScanningCandidateComponentProvider controllers =
        new ClassPathScanningCandidateComponentProvider(false);
    controllers.addIncludeFilter(new AnnotationTypeFilter(RestController.class));
    Stream<String> served =
        Stream.of(WebConfiguration.class.getAnnotation(Import.class).value()).map(Class::getName);
    assertThat(served)
        .containsAll(
            controllers.findCandidateComponents("org.gpicl.web").stream()
                .map(BeanDefinition::getBeanClassName)
                .toList());
  }
}
