{{/* Takes (list $ "backend"). */}}
{{- define "todo-app.checkGrace" -}}
{{- $component := index . 1 -}}
{{- with index (index . 0).Values $component -}}
{{- if le (int .terminationGracePeriodSeconds) (int .preStopSleepSeconds) -}}
{{- fail (printf "%s.terminationGracePeriodSeconds (%d) must be more than %s.preStopSleepSeconds (%d): after the sleep nothing would be left to finish requests." $component (int .terminationGracePeriodSeconds) $component (int .preStopSleepSeconds)) -}}
{{- end -}}
{{- end -}}
{{- end }}
