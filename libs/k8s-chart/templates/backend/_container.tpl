{{/* What the server and the migration of the backend share: the image, its variables, its walls. Takes $. */}}
{{- define "todo-app.backendContainer" -}}
image: {{ include "todo-app.image" (list . "backend") }}
imagePullPolicy: IfNotPresent
env:
  {{- include "todo-app.secretEnv" (list . "DATABASE_URL") | nindent 2 }}
  - name: COHERE_API_KEY
    valueFrom:
      secretKeyRef: { name: {{ include "todo-app.secretName" . }}, key: COHERE_API_KEY, optional: true }
  {{- include "todo-app.configEnv" (list "AUTH_JWKS_URL" "AUTH_ISSUER" "AUTH_AUDIENCE" "AUTH_USER_TABLE" "COHERE_MODELS" "ASSISTANT_DAILY_TURNS") | trim | nindent 2 }}
  {{- if .Values.config.COHERE_BASE_URL }}
  {{- include "todo-app.configEnv" (list "COHERE_BASE_URL") | trim | nindent 2 }}
  {{- end }}
  # Everybody else has to come by the gateway.
  - { name: HOST, value: 127.0.0.1 }
  - { name: SHUTDOWN_TIMEOUT_SECONDS, value: {{ include "todo-app.shutdownSeconds" (list . "backend") | quote }} }
securityContext:
  {{- include "todo-app.containerSecurityContext" . | nindent 2 }}
resources:
  {{- toYaml .Values.backend.resources | nindent 2 }}
volumeMounts:
  - { name: tmp, mountPath: /tmp }
{{- end }}
