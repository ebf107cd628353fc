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

{{/* What the image was made from, for the object's annotations only: pods do not change with it. Takes (list $ "backend"). */}}
{{- define "todo-app.inputsAnnotation" -}}
{{- with (index (index . 0).Values (index . 1)).image.inputs -}}
annotations:
  todo-app/image-inputs: {{ . | quote }}
{{- end -}}
{{- end }}
