package io.promferry.tenantpromconfig.apiserver;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What the server answers instead of an object. */
final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int code;
  private final String reason;
  private final transient List<Cause> causes;

  /** A field that another manager owns. */
  record Cause(String field, String message) {}

  private RefusedException(int code, String reason, String message, List<Cause> causes) {
    super(message);
    this.code = code;
    this.reason = reason;
    this.causes = causes;
  }

  static RefusedException noSuchResource() {
    return new RefusedException(
        404, "NotFound", "the server could not find the requested resource", List.of());
  }

  static RefusedException notFound(ResourceType type, String name) {
    return new RefusedException(404, "NotFound", quoted(type, name) + " not found", List.of());
  }

  static RefusedException alreadyExists(ResourceType type, String name) {
    return new RefusedException(
        409, "AlreadyExists", quoted(type, name) + " already exists", List.of());
  }

  static RefusedException modified(ResourceType type, String name) {
    return new RefusedException(
        409,
        "Conflict",
        "Operation cannot be fulfilled on "
            + quoted(type, name)
            + ": the object has been modified; please apply your changes to the latest version and"
            + " try again",
        List.of());
  }

  static RefusedException otherManagers(List<Cause> causes) {
    return new RefusedException(
        409,
        "Conflict",
        "Apply failed with "
            + causes.size()
            + (causes.size() == 1 ? " conflict: " : " conflicts: ")
            + String.join(
                ", ",
                causes.stream().map(cause -> cause.message() + ": " + cause.field()).toList()),
        causes);
  }

  static RefusedException forbidden(Request request) {
    return new RefusedException(
        403,
        "Forbidden",
        "User \""
            + request.user()
            + "\" cannot "
            + request.verb()
            + " resource \""
            + request.resourceAndSubresource()
            + "\" in API group \""
            + request.group()
            + "\" "
            + (request.namespace() == null
                ? "at the cluster scope"
                : "in the namespace \"" + request.namespace() + "\""),
        List.of());
  }

  static RefusedException gone() {
    return new RefusedException(410, "Expired", "too old resource version", List.of());
  }

  static RefusedException invalid(ResourceType type, String name, String why) {
    return new RefusedException(
        422, "Invalid", type.kind() + " \"" + name + "\" is invalid: " + why, List.of());
  }

  static RefusedException badRequest(String why) {
    return new RefusedException(400, "BadRequest", why, List.of());
  }

  static RefusedException unsupported(String why) {
    return new RefusedException(405, "MethodNotAllowed", why, List.of());
  }

  private static String quoted(ResourceType type, String name) {
    return type.qualified() + " \"" + name + "\"";
  }

  int code() {
    return code;
  }

  /** As an object of kind Status. */
  ObjectNode status() {
    var status =
        JsonNodeFactory.instance
            .objectNode()
            .put("kind", "Status")
            .put("apiVersion", "v1")
            .put("status", "Failure")
            .put("message", getMessage())
            .put("reason", reason)
            .put("code", code);
    if (!causes.isEmpty()) {
      var list = status.putObject("details").putArray("causes");
      causes.forEach(cause ->
          list.addObject()
              .put("reason", "FieldManagerConflict")
              .put("message", cause.message())
              .put("field", cause.field()));
    }
    return status;
  }
}
