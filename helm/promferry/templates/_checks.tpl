{{/* What the schema cannot say, in words that help. */}}
{{- define "promferry.checks" -}}
{{- $values := .Values }}
{{- if eq (include "promferry.underlay" .) "true" }}
  {{- if $values.transit.create }}
    {{- fail "transit.create must be false with transit.topology underlay: that subnet exists already, and its name goes into transit.subnet" }}
  {{- end }}
  {{- $underlay := $values.transit.underlay }}
  {{- if not $underlay.address }}
    {{- fail "transit.underlay.address is required with transit.topology underlay: what tenants dial, one of transit.underlay.addresses or the address of an L2 balancer in front of them" }}
  {{- end }}
  {{- if not $underlay.network }}
    {{- fail "transit.underlay.network is required with transit.topology underlay: the NetworkAttachmentDefinition of that network, as <namespace>/<name>" }}
  {{- end }}
  {{- $replicas := int (ternary $values.gateway.autoscaling.maxReplicas $values.gateway.replicas $values.gateway.autoscaling.enabled) }}
  {{- if lt (len $underlay.addresses) $replicas }}
    {{- fail (printf "transit.underlay.addresses must have one address for each of the gateway's replicas: it has %d, and there are %d" (len $underlay.addresses) $replicas) }}
  {{- end }}
{{- else if not $values.gateway.clusterIP }}
  {{- fail "gateway.clusterIP is required: a free address of the cluster's Service range, which tenants dial because they have no DNS. Helm cannot look it up. `kubectl cluster-info dump | grep -m1 service-cluster-ip-range` shows the range, `kubectl get services -A` what is taken; an address among the range's first ones is given to no other Service by itself" }}
{{- end }}
{{- $clusterIp := $values.gateway.clusterIP }}
{{- if and $clusterIp (not (contains ":" $clusterIp)) (ne (include "promferry.inRange" (list $clusterIp $values.serviceRange)) "true") }}
  {{- fail (printf "gateway.clusterIP %s must be an address of serviceRange %s, the range of the cluster's Services" $clusterIp $values.serviceRange) }}
{{- end }}
{{- if $values.transit.create }}
  {{- if ne (include "promferry.inRange" (list $values.transit.gateway $values.transit.range)) "true" }}
    {{- fail (printf "transit.gateway %s must be an address of transit.range %s" $values.transit.gateway $values.transit.range) }}
  {{- end }}
  {{- if eq (include "promferry.inRange" (list $clusterIp $values.transit.range)) "true" }}
    {{- fail (printf "gateway.clusterIP %s must not be in transit.range %s: it would be dialled on the transit subnet itself" $clusterIp $values.transit.range) }}
  {{- end }}
  {{- if contains ":" $clusterIp }}
    {{- fail "gateway.clusterIP must be IPv4 with transit.create, because that subnet is" }}
  {{- end }}
{{- end }}
{{- if not $values.config.upstreams }}
  {{- fail "config.upstreams is required: where everything goes, such as [{name: central, url: \"http://prometheus.monitoring.svc:9090/api/v1/write\"}]" }}
{{- end }}
{{- range list "admin" "tenants" "discovery" "peers" "tenant-series" "service-accounts" }}
  {{- if hasKey $values.config . }}
    {{- fail (printf "config.%s is set by the chart, from its other values: take it out of config" .) }}
  {{- end }}
{{- end }}
{{- range list "listen" "tls" "drain-delay" "grace-period" }}
  {{- if hasKey (default dict $values.config.server) . }}
    {{- fail (printf "config.server.%s is set by the chart, from its other values: take it out of config" .) }}
  {{- end }}
{{- end }}
{{- include "promferry.tlsChecks" . }}
{{- if and $values.gateway.autoscaling.enabled (gt (int $values.gateway.autoscaling.minReplicas) (int $values.gateway.autoscaling.maxReplicas)) }}
  {{- fail "gateway.autoscaling.minReplicas must not be more than gateway.autoscaling.maxReplicas" }}
{{- end }}
{{- end }}

{{- define "promferry.tlsChecks" -}}
{{- $tls := .Values.tls }}
{{- if $tls.enabled }}
  {{- if and $tls.existingSecret $tls.certManager.enabled }}
    {{- fail "tls.existingSecret and tls.certManager.enabled exclude each other" }}
  {{- end }}
  {{- if not (or $tls.existingSecret $tls.certManager.enabled) }}
    {{- fail (printf "tls needs a choice, because tenants' tokens cross the network: existingSecret (for %s), or certManager.enabled, or explicitly enabled: false" (include "promferry.serverName" .)) }}
  {{- end }}
  {{- if and $tls.certManager.enabled (not $tls.certManager.issuerRef.name) }}
    {{- fail "tls.certManager.issuerRef.name is required with tls.certManager.enabled: the Issuer that signs" }}
  {{- end }}
  {{- if and .Values.operator.enabled (not $tls.ca) (not $tls.publicAuthority) }}
    {{- fail "tls.ca is required with the operator: the PEM of the authority that signs the gateway's certificate, which it gives to tenants; or publicAuthority: true if their Prometheus trusts it by itself" }}
  {{- end }}
{{- else if or $tls.existingSecret $tls.certManager.enabled $tls.clientCaSecret }}
  {{- fail "tls.enabled is false, so tls.existingSecret, tls.certManager and tls.clientCaSecret must not be set" }}
{{- end }}
{{- end }}

{{/* "true" if the first of a list, an IPv4 address, is in the second, a range. */}}
{{- define "promferry.inRange" -}}
{{- $range := splitList "/" (index . 1) }}
{{- $size := 1 }}
{{- range until (sub 32 (int (index $range 1)) | int) }}{{ $size = mul $size 2 }}{{ end }}
{{- if not (contains ":" (index . 0)) }}
{{- eq (div (include "promferry.number" (index . 0) | int64) $size) (div (include "promferry.number" (index $range 0) | int64) $size) }}
{{- end }}
{{- end }}

{{- define "promferry.number" -}}
{{- $number := 0 }}
{{- range splitList "." . }}{{ $number = add (mul $number 256) (int64 .) }}{{ end }}
{{- $number }}
{{- end }}
