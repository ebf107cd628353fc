{{/* What every pod of the chart shares, as the Pod Security Standard `restricted` wants it. Takes (list $ "backend"). */}}
{{- define "todo-app.podSpec" -}}
serviceAccountName: todo-app-{{ index . 1 }}
automountServiceAccountToken: false
enableServiceLinks: false
{{- with (index . 0).Values.imagePullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
securityContext:
  runAsNonRoot: true
  runAsUser: 10001
  runAsGroup: 10001
  fsGroup: 10001
  fsGroupChangePolicy: OnRootMismatch
  seccompProfile:
    type: RuntimeDefault
{{- end }}

{{- define "todo-app.containerSecurityContext" -}}
allowPrivilegeEscalation: false
privileged: false
readOnlyRootFilesystem: true
runAsNonRoot: true
capabilities:
  drop: [ALL]
{{- end }}

{{/* Keeps the pods of a component apart where that is possible. Takes (list $ "backend"). */}}
{{- define "todo-app.spread" -}}
{{- if gt (int (index (index . 0).Values (index . 1)).replicas) 1 -}}
topologySpreadConstraints:
  - maxSkew: 1
    topologyKey: kubernetes.io/hostname
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels:
        {{- include "todo-app.selectorLabels" . | nindent 8 }}
{{- end -}}
{{- end }}

{{/* A change of what the pods read is a change of the pods. Takes $. */}}
{{- define "todo-app.podAnnotations" -}}
checksum/config: {{ include "todo-app.configData" . | sha256sum }}
{{- with include "todo-app.secretChecksum" . }}
checksum/secret: {{ . | quote }}
{{- end }}
{{- with include "todo-app.trustedProxies" . }}
checksum/trusted-proxies: {{ . | sha256sum }}
{{- end }}
{{- end }}

{{/*
Probes of an HTTP server: `/livez` knows nothing but itself, `/readyz` says whether requests may come. The server listens
inside the pod only, so the gateway passes the question on, at a port without limits.
*/}}
{{- define "todo-app.probes" -}}
startupProbe:
  httpGet: { path: /livez, port: 8081 }
  periodSeconds: 1
  timeoutSeconds: 2
  failureThreshold: 60
livenessProbe:
  httpGet: { path: /livez, port: 8081 }
  periodSeconds: 10
  timeoutSeconds: 5
  failureThreshold: 3
readinessProbe:
  httpGet: { path: /readyz, port: 8081 }
  periodSeconds: 5
  timeoutSeconds: 3
  failureThreshold: 2
{{- end }}
