package io.treeline.javaagent.instrumentation.treelineapi;

import io.treeline.api.annotation.SessionId;
import io.treeline.api.annotation.SessionUser;
import io.treeline.api.annotation.TracedAgent;
import io.treeline.api.annotation.TracedPath;
import io.treeline.api.annotation.TracedSession;
import io.treeline.api.annotation.TracedTool;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What the annotations of a method ask for; read once per method.
 *
 * @param session name of the session it opens; null when it opens none
 * @param path path it enters; null when it enters none
 * @param agent name of the agent it is; null when it is none
 * @param tool name of the tool it is; null when it is none
 * @param parameters names of its parameters
 * @param idParameter index of the parameter with the session's id; -1 when there is none
 * @param userParameter index of the parameter with the session's user; -1 when there is none
 */
record TracedMethod(
    @Nullable String session,
    @Nullable String path,
    @Nullable String agent,
    @Nullable String tool,
    List<String> parameters,
    int idParameter,
    int userParameter) {

  // Kept by the class itself, so that a class loader can go when its application is undeployed.
  private static final ClassValue<Map<Method, TracedMethod>> KNOWN =
      new ClassValue<>() {
        @Override
        protected Map<Method, TracedMethod> computeValue(Class<?> type) {
          return new ConcurrentHashMap<>();
        }
      };

  static TracedMethod of(Method method) {
    return KNOWN.get(method.getDeclaringClass()).computeIfAbsent(method, TracedMethod::read);
  }

  /** The arguments by parameter name, without those that only name session and user. */
  Map<String, Object> named(Object[] arguments) {
    Map<String, Object> named = new LinkedHashMap<>();
    for (int i = 0; i < arguments.length && i < parameters.size(); i++) {
      if (i != idParameter && i != userParameter) {
        named.put(parameters.get(i), arguments[i]);
      }
    }
    return named;
  }

  private static TracedMethod read(Method method) {
    TracedSession session = method.getAnnotation(TracedSession.class);
    TracedPath path = method.getAnnotation(TracedPath.class);
    TracedAgent agent = method.getAnnotation(TracedAgent.class);
    TracedTool tool = method.getAnnotation(TracedTool.class);
    List<String> names = new ArrayList<>();
    for (Parameter parameter : method.getParameters()) {
      names.add(parameter.getName());
    }
    return new TracedMethod(
        session == null ? null : session.value(),
        path == null ? null : path.value(),
        agent == null ? null : nameOr(agent.value(), method),
        tool == null ? null : nameOr(tool.value(), method),
        names,
        indexOf(SessionId.class, method),
        indexOf(SessionUser.class, method));
  }

  private static String nameOr(String given, Method method) {
    return given.isBlank() ? method.getName() : given;
  }

  private static int indexOf(Class<? extends Annotation> annotation, Method method) {
    Parameter[] parameters = method.getParameters();
    for (int i = 0; i < parameters.length; i++) {
      if (parameters[i].isAnnotationPresent(annotation)) {
        return i;
      }
    }
    return -1;
  }
}
