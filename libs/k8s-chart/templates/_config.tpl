{{/* The content of the ConfigMap. Takes $. */}}
{{- define "todo-app.configData" -}}
AUTH_AUDIENCE: todo-api
AUTH_ISSUER: todo-app
AUTH_JWKS_URL: http://frontend-svc/api/auth/jwks
# Both sides share one database: a token of an account that is gone is good for nothing.
AUTH_USER_TABLE: public.user
BACKEND_URL: http://backend-svc:8000
NEXT_PUBLIC_API_URL: {{ .Values.config.NEXT_PUBLIC_API_URL | quote }}
COHERE_MODELS: {{ .Values.config.COHERE_MODELS | quote }}
ASSISTANT_DAILY_TURNS: {{ .Values.config.ASSISTANT_DAILY_TURNS | quote }}
{{- with .Values.config.COHERE_BASE_URL }}
COHERE_BASE_URL: {{ . | quote }}
{{- end }}
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
