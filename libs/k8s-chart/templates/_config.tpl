{{/* The content of the ConfigMap. Takes $. */}}
{{- define "todo-app.configData" -}}
AUTH_AUDIENCE: todo-api
AUTH_ISSUER: todo-app
AUTH_JWKS_URL: http://frontend-svc/api/auth/jwks
BACKEND_URL: http://backend-svc:8000
NEXT_PUBLIC_API_URL: {{ .Values.config.NEXT_PUBLIC_API_URL | quote }}
{{- with .Values.config.BETTER_AUTH_ALLOWED_HOSTS }}
BETTER_AUTH_ALLOWED_HOSTS: {{ . | quote }}
{{- end }}
{{- end }}

{{/* Environment variables that come from the ConfigMap under the same name. Takes a list of names. */}}
{{- define "todo-app.configEnv" -}}
{{- range . }}
- name: {{ . }}
  valueFrom:
    configMapKeyRef: { name: todo-app-config, key: {{ . }} }
{{- end }}
{{- end }}
