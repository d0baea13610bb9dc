package io.promferry.tenantpromconfig.operator.objects;

import io.fabric8.kubernetes.api.model.HasMetadata;

/** An object that we need has a name under which there is one that we did not make. */
public final class ForeignObjectException extends RuntimeException {
  private static final long serialVersionUID = 1;

  ForeignObjectException(HasMetadata object, String why) {
    super(
        "%s %s exists and is not the operator's (%s); it is left as it is. Rename or delete it, or give the MetricsTenant another name."
            .formatted(object.getKind(), place(object), why));
  }

  static String place(HasMetadata object) {
    var namespace = object.getMetadata().getNamespace();
    var name = object.getMetadata().getName();
    return namespace == null ? name : namespace + "/" + name;
  }
}
