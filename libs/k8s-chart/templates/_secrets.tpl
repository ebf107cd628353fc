{{- define "todo-app.secretName" -}}
{{ .Values.secrets.existing | default "todo-app-secrets" }}
{{- end }}

{{/* An environment variable that comes from the Secret under the same name. Takes (list $ "DATABASE_URL"). */}}
{{- define "todo-app.secretEnv" -}}
- name: {{ index . 1 }}
  valueFrom:
    secretKeyRef: { name: {{ include "todo-app.secretName" (index . 0) }}, key: {{ index . 1 }} }
{{- end }}

{{/*
Changes when the Secret does. Of a Secret that the chart makes only the given values count: the generated
ones are kept for good, and before the first install they are not the same in two places of one rendering.
*/}}
{{- define "todo-app.secretChecksum" -}}
{{- if .Values.secrets.create -}}
{{ list .Values.secrets.values .Values.postgres.enabled | toJson | sha256sum }}
{{- else -}}
{{ .Values.secrets.checksum }}
{{- end -}}
{{- end }}

{{/* Contradictions, each with its sentence. Takes $. */}}
{{- define "todo-app.checkSecrets" -}}
{{- $given := .Values.secrets.values -}}
{{- with .Values.secrets -}}
{{- if and .existing .create -}}
{{- fail "secrets.existing and secrets.create contradict each other. Name an existing Secret, or let the chart make one." -}}
{{- end -}}
{{- if not (or .existing .create) -}}
{{- fail "Where the secrets come from is not said. Set secrets.existing to the name of a Secret in the namespace, or secrets.create to true." -}}
{{- end -}}
{{- if and .existing (or $given.DATABASE_URL $given.BETTER_AUTH_SECRET $given.COHERE_API_KEY) -}}
{{- fail (printf "secrets.values are given, but secrets.existing (%s) is used. Put them into that Secret, or set secrets.create instead." .existing) -}}
{{- end -}}
{{- if and .create .checksum -}}
{{- fail "secrets.checksum speaks of an existing Secret, but secrets.create is set. Leave secrets.checksum empty." -}}
{{- end -}}
{{- end -}}
{{- if .Values.secrets.create -}}
{{- if and .Values.postgres.enabled $given.DATABASE_URL -}}
{{- fail "postgres.enabled and secrets.values.DATABASE_URL contradict each other. Use the Postgres in the cluster, or the one behind the URL." -}}
{{- end -}}
{{- if not (or .Values.postgres.enabled $given.DATABASE_URL) -}}
{{- fail "Which database to use is not said. Set secrets.values.DATABASE_URL, or postgres.enabled to true." -}}
{{- end -}}
{{- end -}}
{{- end }}
