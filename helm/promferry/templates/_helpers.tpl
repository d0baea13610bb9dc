{{/* The labels of every object. Takes a dict of root and component. */}}
{{- define "promferry.labels" -}}
{{ include "promferry.selector" . }}
app.kubernetes.io/part-of: promferry
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ .root.Chart.Name }}-{{ .root.Chart.Version }}
{{- with .root.Values.labels }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{/* What selects a component's pods; never changes. */}}
{{- define "promferry.selector" -}}
app.kubernetes.io/name: promferry-{{ .component }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
{{- end }}

{{/* The name for which the gateway's certificate is. */}}
{{- define "promferry.serverName" -}}
promferry-gateway.{{ .Release.Namespace }}.svc
{{- end }}

{{/* The name for which the certificate of the operators' listener is. */}}
{{- define "promferry.adminName" -}}
promferry-gateway-peers.{{ .Release.Namespace }}.svc
{{- end }}

{{/* What lets in there, as a list for gateway.yml, a bearer token first; empty for everybody. */}}
{{- define "promferry.adminCredentials" -}}
{{- $authorization := .Values.admin.authorization }}
{{- $credentials := list }}
{{- if $authorization.existingSecret }}
  {{- range $authorization.bearerTokenKeys }}
    {{- $credentials = append $credentials (dict "bearer-token-file" (printf "/etc/promferry/admin/%s" .)) }}
  {{- end }}
  {{- with $authorization.passwordKey }}
    {{- $basic := dict "username" $authorization.username "password-file" (printf "/etc/promferry/admin/%s" .) }}
    {{- $credentials = append $credentials (dict "basic" $basic) }}
  {{- end }}
{{- end }}
{{- toYaml $credentials }}
{{- end }}

{{- define "promferry.adminScheme" -}}
{{ ternary "HTTPS" "HTTP" (not (empty .Values.admin.tlsSecret)) }}
{{- end }}

{{- define "promferry.underlay" -}}
{{- if eq .Values.transit.topology "underlay" }}true{{ end }}
{{- end }}

{{/* The Secret with the gateway's certificate. */}}
{{- define "promferry.tlsSecret" -}}
{{- if .Values.tls.certManager.enabled }}promferry-gateway-tls{{ else }}{{ .Values.tls.existingSecret }}{{ end }}
{{- end }}

{{/* gateway.yml: what stands in config, and what the chart knows. */}}
{{- define "promferry.gatewayConfig" -}}
{{- $values := .Values }}
{{- $config := deepCopy $values.config }}
{{- $server := dict
  "listen" "0.0.0.0:9201"
  "drain-delay" (printf "%ds" (int $values.gateway.drainDelaySeconds))
  "grace-period" (printf "%ds" (int $values.gateway.gracePeriodSeconds)) }}
{{- if $values.tls.enabled }}
  {{- $tls := dict "certificate" "/etc/promferry/tls/tls.crt" "key" "/etc/promferry/tls/tls.key" }}
  {{- if $values.tls.clientCaSecret }}
    {{- $_ := set $tls "client-ca" "/etc/promferry/client-ca/ca.crt" }}
  {{- end }}
  {{- $_ := set $server "tls" $tls }}
{{- end }}
{{- $_ := set $config "server" (merge $server (default dict $config.server)) }}
{{- $admin := dict "listen" "0.0.0.0:9202" }}
{{- with include "promferry.adminCredentials" . | fromYamlArray }}
  {{- $_ := set $admin "authorization" . }}
{{- end }}
{{- if $values.admin.tlsSecret }}
  {{- $_ := set $admin "tls" (dict
    "certificate" "/etc/promferry/admin-tls/tls.crt" "key" "/etc/promferry/admin-tls/tls.key") }}
{{- end }}
{{- $_ := set $config "admin" $admin }}
{{- $_ := set $config "tenants" (dict "kubernetes" (dict "namespace" $values.namespaces.tenants)) }}
{{- if $values.discovery.enabled }}
  {{- $_ := set $config "discovery" (dict "kubernetes" (dict "monitors" $values.discovery.monitors)) }}
{{- end }}
{{- if $values.peers.enabled }}
  {{- $peers := dict "host" (include "promferry.adminName" .) "port" 9202 "every" $values.peers.every }}
  {{- if $values.admin.authorization.existingSecret }}
    {{- $_ := set $peers "authorization" (first $admin.authorization) }}
  {{- end }}
  {{- if $values.admin.tlsSecret }}
    {{- $_ := set $peers "tls" (dict
      "ca" "/etc/promferry/admin-tls/ca.crt" "server-name" (include "promferry.adminName" .)) }}
  {{- end }}
  {{- $_ := set $config "peers" $peers }}
{{- end }}
{{- if $values.tenantSeries.enabled }}
  {{- $_ := set $config "tenant-series" (dict "every" $values.tenantSeries.every) }}
{{- end }}
{{- if $values.serviceAccounts.enabled }}
  {{- $_ := set $config "service-accounts" (dict
    "issuer" $values.serviceAccounts.issuer
    "audience" $values.serviceAccounts.audience
    "jwks-url" "https://kubernetes.default.svc/openid/v1/jwks"
    "ca" "/var/run/secrets/kubernetes.io/serviceaccount/ca.crt"
    "bearer-token-file" "/var/run/secrets/kubernetes.io/serviceaccount/token") }}
{{- end }}
{{- toYaml $config }}
{{- end }}

{{/* platform.yml: what the operator has to know of all this. */}}
{{- define "promferry.platform" -}}
{{- $values := .Values }}
{{- $underlay := eq (include "promferry.underlay" .) "true" }}
{{- $gateway := dict
  "cluster-ip" (ternary $values.transit.underlay.address $values.gateway.clusterIP $underlay)
  "port" (int (ternary $values.transit.underlay.port $values.gateway.port $underlay))
  "tls" $values.tls.enabled
  "service" "promferry-gateway"
  "admin-port" 9202 }}
{{- if $values.tls.enabled }}
  {{- $_ := set $gateway "server-name" (include "promferry.serverName" .) }}
  {{- with $values.tls.ca }}{{ $_ := set $gateway "ca" . }}{{ end }}
{{- end }}
{{- $admin := dict }}
{{- if $values.admin.authorization.existingSecret }}
  {{- $_ := set $admin "bearer-token-file" "/etc/promferry/admin/token" }}
{{- end }}
{{- if $values.admin.tlsSecret }}
  {{- $_ := set $admin "tls" true }}
  {{- $_ := set $admin "ca-file" "/etc/promferry/admin-ca/ca.crt" }}
  {{- $_ := set $admin "server-name" (include "promferry.adminName" .) }}
{{- end }}
{{- if $admin }}{{ $_ := set $gateway "admin" $admin }}{{ end }}
{{- $prometheus := dict
  "image" $values.operator.tenantPrometheus.image
  "image-pull-secrets" $values.operator.tenantPrometheus.imagePullSecrets }}
{{- with $values.operator.tenantPrometheus.version }}{{ $_ := set $prometheus "version" . }}{{ end }}
{{- $labels := default dict $values.config.labels }}
{{- toYaml (dict
  "gateway" $gateway
  "namespaces" (dict
    "gateway" .Release.Namespace "tenants" $values.namespaces.tenants "egress" $values.namespaces.egress)
  "transit" (dict
    "subnet" $values.transit.subnet "range" $values.transit.range "topology" $values.transit.topology)
  "prometheus" $prometheus
  "labels" (dict "tenant" (default "tenant" $labels.tenant) "vpc" (default "vpc" $labels.vpc))
  "rotation" (dict "address-grace" $values.operator.addressGrace)
  "networks" (dict "services" $values.serviceRange)
  "dual-homed" (dict
    "attachment" (printf "%s/promferry-uplink" $values.namespaces.egress)
    "subnet" $values.dualHomed.subnet "gateway" $values.dualHomed.gateway)) }}
{{- end }}

{{/* Where pods run. Takes the values of a component. */}}
{{- define "promferry.placement" -}}
{{- with .priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- with .nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .affinity }}
affinity:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}

{{- define "promferry.podSecurity" -}}
runAsNonRoot: true
runAsUser: 65532
runAsGroup: 65532
fsGroup: 65532
seccompProfile: {type: RuntimeDefault}
{{- end }}

{{- define "promferry.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: {drop: [ALL]}
{{- end }}
