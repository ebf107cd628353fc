{{/* Rules of egress for names. The cluster's own resolver may have any address, a link-local one too. */}}
{{- define "todo-app.egressToNames" -}}
- ports:
    - { protocol: UDP, port: 53 }
    - { protocol: TCP, port: 53 }
{{- end }}

{{/* A rule of egress to the pods of a component. Takes (list $ "postgres" 5432). */}}
{{- define "todo-app.egressToComponent" -}}
- to:
    - podSelector:
        matchLabels:
          {{- include "todo-app.selectorLabels" . | nindent 10 }}
  ports:
    - { protocol: TCP, port: {{ index . 2 }} }
{{- end }}

{{/* A rule of egress to anywhere but the node's own neighbourhood, where clouds keep credentials. Takes a port. */}}
{{- define "todo-app.egressToAnywhere" -}}
- to:
    - ipBlock: { cidr: 0.0.0.0/0, except: [169.254.0.0/16] }
    - ipBlock: { cidr: '::/0', except: ['fe80::/10'] }
    - namespaceSelector: {}
  ports:
    - { protocol: TCP, port: {{ . }} }
{{- end }}

{{/* The rule of egress to the database, inside or outside. Takes $. */}}
{{- define "todo-app.egressToDatabase" -}}
{{- if .Values.postgres.enabled -}}
{{ include "todo-app.egressToComponent" (list . "postgres" 5432) }}
{{- else -}}
{{ include "todo-app.egressToAnywhere" .Values.networkPolicy.databasePort }}
{{- end -}}
{{- end }}

{{/* The port at which the language model answers. Takes $. */}}
{{- define "todo-app.modelPort" -}}
{{- $url := urlParse (.Values.config.COHERE_BASE_URL | default "https://the.default") -}}
{{- regexFind "[0-9]+$" (regexFind ":[0-9]+$" $url.host) | default (eq $url.scheme "http" | ternary "80" "443") -}}
{{- end }}
