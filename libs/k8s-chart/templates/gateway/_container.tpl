{{/*
The gateway in front of a component's server: a sidecar, which starts before it and ends after it. Takes (list $ "backend").
*/}}
{{- define "todo-app.gatewayContainer" -}}
{{- $root := index . 0 -}}
image: {{ include "todo-app.image" (list $root "gateway") }}
imagePullPolicy: IfNotPresent
restartPolicy: Always
args: [/etc/gateway/{{ index . 1 }}.conf]
ports:
  - { name: http, containerPort: 8080 }
  - { name: health, containerPort: 8081 }
startupProbe:
  httpGet: { path: /gateway, port: health }
  periodSeconds: 1
  timeoutSeconds: 2
  failureThreshold: 60
# Sooner than the server's own probe, which comes by here: a gateway that hangs is no reason to end the server.
livenessProbe:
  httpGet: { path: /gateway, port: health }
  periodSeconds: 5
  timeoutSeconds: 3
  failureThreshold: 3
lifecycle:
  # At once, while the server sleeps: from now on every answer closes its connection, and the client's next one leads elsewhere.
  preStop:
    exec:
      command: [touch, /tmp/draining]
securityContext:
  {{- include "todo-app.containerSecurityContext" $root | nindent 2 }}
resources:
  {{- toYaml $root.Values.gateway.resources | nindent 2 }}
volumeMounts:
  - { name: gateway-tmp, mountPath: /tmp }
  {{- if $root.Values.gateway.trustedProxies }}
  - { name: trusted-proxies, mountPath: /etc/gateway/trusted, readOnly: true }
  {{- end }}
{{- end }}

{{/* What the gateway writes to and reads from. Takes $. */}}
{{- define "todo-app.gatewayVolumes" -}}
- { name: gateway-tmp, emptyDir: { sizeLimit: 256Mi } }
{{- if .Values.gateway.trustedProxies }}
- { name: trusted-proxies, configMap: { name: todo-app-gateway } }
{{- end }}
{{- end }}

{{/* Lines of nginx, one for each proxy that is believed. Takes $. */}}
{{- define "todo-app.trustedProxies" -}}
{{- range .Values.gateway.trustedProxies }}
set_real_ip_from {{ . }};
{{- end }}
{{- end }}
