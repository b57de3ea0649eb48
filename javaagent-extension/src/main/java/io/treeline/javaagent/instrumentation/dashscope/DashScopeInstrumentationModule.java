package io.treeline.javaagent.instrumentation.dashscope;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.treeline.javaagent.BaseInstrumentationModule;
import java.util.List;

/** The DashScope SDK. */
public final class DashScopeInstrumentationModule extends BaseInstrumentationModule {

  public DashScopeInstrumentationModule() {
    super(
        "dashscope",
        "com.alibaba.dashscope.api.SynchronizeHalfDuplexApi",
        "dashscope-sdk-java 2.14 to 2.22");
  }

  @Override
  public List<TypeInstrumentation> typeInstrumentations() {
    return List.of(new HalfDuplexApiInstrumentation(), new HeadersInstrumentation());
  }
}
