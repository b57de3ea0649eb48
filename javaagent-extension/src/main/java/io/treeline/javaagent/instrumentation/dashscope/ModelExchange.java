package io.treeline.javaagent.instrumentation.dashscope;

import com.alibaba.dashscope.base.HalfDuplexParamBase;
import com.alibaba.dashscope.common.DashScopeResult;
import com.alibaba.dashscope.exception.ApiException;
import com.alibaba.dashscope.protocol.ServiceOption;
import io.opentelemetry.context.Context;
import io.opentelemetry.javaagent.treeline.genai.Failures;
import io.opentelemetry.javaagent.treeline.genai.ModelCall;
import io.opentelemetry.javaagent.treeline.genai.ModelStream;
import org.jspecify.annotations.Nullable;

/** A call of a model. */
final class ModelExchange implements Exchange {

  private final ModelCall call;
  private final Answer answer = new Answer();
  private final @Nullable ModelStream stream;

  private ModelExchange(ModelCall call, boolean streaming) {
    this.call = call;
    this.stream = streaming ? call.stream(() -> answer.response().build()) : null;
  }

  static ModelExchange start(
      Context parent, ServiceOption service, HalfDuplexParamBase param, boolean streaming) {
    ModelCall call =
        Exchanges.TELEMETRY.startModelCall(parent, Requests.read(service, param, streaming));
    return new ModelExchange(call, streaming);
  }

  @Override
  public Context context() {
    return call.context();
  }

  @Override
  public Context callerContext() {
    return call.parentContext();
  }

  @Override
  public void received(DashScopeResult result) {
    boolean content = false;
    try {
      content = answer.add(result);
    } catch (Throwable e) {
      Failures.record("dashscope answer", e);
    }
    if (stream != null) {
      stream.received(content);
    }
  }

  @Override
  public void completed() {
    if (stream != null) {
      stream.drained();
    } else {
      call.end(answer.response().build());
    }
  }

  @Override
  public void failed(Throwable failure) {
    answer.failed(failure instanceof ApiException refused ? refused : null);
    if (stream != null) {
      stream.failed(failure);
    } else {
      call.fail(failure, answer.response().build());
    }
  }

  @Override
  public void cancelled() {
    if (stream != null) {
      stream.cancelled();
    } else {
      call.cancelled(false);
    }
  }
}
