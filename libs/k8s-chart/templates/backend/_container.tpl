{{/* What the server and the migration of the backend share: the image, its variables, its walls. Takes $. */}}
{{- define "todo-app.backendContainer" -}}
image: {{ include "todo-app.image" (list . "backend") }}
imagePullPolicy: IfNotPresent
env:
  {{- include "todo-app.secretEnv" (list . "DATABASE_URL") | nindent 2 }}
  - name: COHERE_API_KEY
    valueFrom:
      secretKeyRef: { name: {{ include "todo-app.secretName" . }}, key: COHERE_API_KEY, optional: true }
  {{- include "todo-app.configEnv" (list "AUTH_JWKS_URL" "AUTH_ISSUER" "AUTH_AUDIENCE") | trim | nindent 2 }}
  # What is left of the grace after the sleep, less 3 s to close.
  - name: SHUTDOWN_TIMEOUT_SECONDS
    value: {{ sub (sub .Values.backend.terminationGracePeriodSeconds .Values.backend.preStopSleepSeconds) 3 | quote }}
securityContext:
  {{- include "todo-app.containerSecurityContext" . | nindent 2 }}
resources:
  {{- toYaml .Values.backend.resources | nindent 2 }}
volumeMounts:
  - { name: tmp, mountPath: /tmp }
{{- end }}
