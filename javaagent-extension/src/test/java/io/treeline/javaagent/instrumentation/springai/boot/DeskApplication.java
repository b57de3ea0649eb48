package io.treeline.javaagent.instrumentation.springai.boot;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** Everything is configured by what is on the class path, and by properties. */
@SpringBootApplication
public class DeskApplication {

  public static void main(String[] arguments) {
    try (ConfigurableApplicationContext context =
        SpringApplication.run(DeskApplication.class, arguments)) {
      System.out.println(
          "SEEN " + context.getBean(SupportDesk.class).answer("customer-42", "Where is A-17?"));
    }
    try (ConfigurableApplicationContext limited =
        SpringApplication.run(
            DeskApplication.class, "--spring.ai.openai.chat.model=endless-boot")) {
      System.out.println(
          "SEEN " + limited.getBean(SupportDesk.class).answer("customer-43", "Where is A-17?"));
    }
    // HTTP clients keep threads for a minute.
    System.exit(0);
  }
}
