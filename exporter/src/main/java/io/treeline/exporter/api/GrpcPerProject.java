package io.treeline.exporter.api;

import com.linecorp.armeria.server.ServiceRequestContext;
import io.grpc.BindableService;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import io.grpc.Status;
import io.treeline.exporter.query.QueryException;
import java.util.function.Function;

/** A gRPC service that answers each call with the service of the caller's project. */
final class GrpcPerProject {

  private final ProjectViews views;
  private final Function<ProjectViews.View, BindableService> services;

  private GrpcPerProject(
      ProjectViews views, Function<ProjectViews.View, BindableService> services) {
    this.views = views;
    this.services = services;
  }

  static ServerServiceDefinition service(
      ServiceDescriptor descriptor,
      ProjectViews views,
      Function<ProjectViews.View, BindableService> services) {
    GrpcPerProject perProject = new GrpcPerProject(views, services);
    ServerServiceDefinition.Builder service = ServerServiceDefinition.builder(descriptor);
    descriptor.getMethods().forEach(method -> perProject.add(method, service));
    return service.build();
  }

  private <Q, A> void add(MethodDescriptor<Q, A> method, ServerServiceDefinition.Builder service) {
    service.addMethod(
        method,
        (call, headers) -> {
          ServerCallHandler<Q, A> handler;
          try {
            handler = handler(method);
          } catch (QueryException e) {
            call.close(Status.fromThrowable(QueryGrpcService.status(e)), new io.grpc.Metadata());
            return new ServerCall.Listener<Q>() {};
          }
          return handler.startCall(call, headers);
        });
  }

  @SuppressWarnings("unchecked") // The same method of the same generated service.
  private <Q, A> ServerCallHandler<Q, A> handler(MethodDescriptor<Q, A> method) {
    ServerServiceDefinition service =
        services.apply(views.of(ServiceRequestContext.current())).bindService();
    ServerMethodDefinition<Q, A> definition =
        (ServerMethodDefinition<Q, A>) service.getMethod(method.getFullMethodName());
    return definition.getServerCallHandler();
  }
}
