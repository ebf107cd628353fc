{{/* What the server and the migration of the frontend share: the image, its variables, its walls. Takes $. */}}
{{- define "todo-app.frontendContainer" -}}
image: {{ include "todo-app.image" (list . "frontend") }}
imagePullPolicy: IfNotPresent
env:
  {{- include "todo-app.secretEnv" (list . "DATABASE_URL") | nindent 2 }}
  {{- include "todo-app.secretEnv" (list . "BETTER_AUTH_SECRET") | nindent 2 }}
  {{- include "todo-app.configEnv" (list "BACKEND_URL" "NEXT_PUBLIC_API_URL") | trim | nindent 2 }}
  {{- if .Values.config.BETTER_AUTH_ALLOWED_HOSTS }}
  {{- include "todo-app.configEnv" (list "BETTER_AUTH_ALLOWED_HOSTS") | trim | nindent 2 }}
  {{- end }}
  # Everybody else has to come by the gateway.
  - { name: HOSTNAME, value: 127.0.0.1 }
  # The gateway; whoever is before it, the gateway itself has asked about.
  - { name: TRUSTED_PROXY_HOPS, value: '1' }
  - { name: SHUTDOWN_TIMEOUT_SECONDS, value: {{ include "todo-app.shutdownSeconds" (list . "frontend") | quote }} }
securityContext:
  {{- include "todo-app.containerSecurityContext" . | nindent 2 }}
resources:
  {{- toYaml .Values.frontend.resources | nindent 2 }}
volumeMounts:
  - { name: tmp, mountPath: /tmp }
  - { name: next-cache, mountPath: /app/apps/frontend/.next/cache }
{{- end }}
