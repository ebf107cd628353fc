{{/* An image reference by tag, by digest, or by both. Takes (list $ "backend"). */}}
{{- define "todo-app.image" -}}
{{- $component := index . 1 -}}
{{- with (index (index . 0).Values $component).image -}}
{{- if not (or .tag .digest) -}}
{{- fail (printf "Which image %s should run is not said. Set %s.image.tag or %s.image.digest." $component $component $component) -}}
{{- end -}}
{{ .repository }}{{ with .tag }}:{{ . }}{{ end }}{{ with .digest }}@{{ . }}{{ end }}
{{- end -}}
{{- end }}

{{/*
What the images were made from, for the object's annotations only: pods do not change with it.
Takes (list $ "backend" "gateway"), all components that the object runs.
*/}}
{{- define "todo-app.inputsAnnotations" -}}
{{- $values := (first .).Values -}}
{{- $annotations := dict -}}
{{- range $component := rest . -}}
{{- with (index $values $component).image.inputs -}}
{{- $_ := set $annotations (printf "todo-app/image-inputs.%s" $component) . -}}
{{- end -}}
{{- end -}}
{{- with $annotations -}}
annotations:
  {{- toYaml . | nindent 2 }}
{{- end -}}
{{- end }}
