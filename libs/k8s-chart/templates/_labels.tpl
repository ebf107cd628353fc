{{/* The labels by which a component's pods are found; they never change. Takes (list $ "backend"). */}}
{{- define "todo-app.selectorLabels" -}}
app.kubernetes.io/name: todo-app
app.kubernetes.io/instance: {{ (index . 0).Release.Name }}
app.kubernetes.io/component: {{ index . 1 }}
{{- end }}

{{/* The labels of an object, a superset of the selector's. Takes (list $ "backend"). */}}
{{- define "todo-app.labels" -}}
{{ include "todo-app.selectorLabels" . }}
app.kubernetes.io/version: {{ (index . 0).Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ (index . 0).Release.Service }}
{{- end }}

{{/* Name, namespace and labels of an object. Takes (list $ "backend" "backend-svc"). */}}
{{- define "todo-app.metadata" -}}
name: {{ index . 2 }}
namespace: {{ (index . 0).Release.Namespace }}
labels:
  {{- include "todo-app.labels" . | nindent 2 }}
{{- end }}
