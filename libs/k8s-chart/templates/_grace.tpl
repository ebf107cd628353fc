{{/* Closing takes a server up to 5 s, which the grace must hold beside the sleep. Takes (list $ "backend"). */}}
{{- define "todo-app.checkGrace" -}}
{{- $component := index . 1 -}}
{{- with index (index . 0).Values $component -}}
{{- $least := add .preStopSleepSeconds 5 -}}
{{- if lt (int64 .terminationGracePeriodSeconds) $least -}}
{{- fail (printf "%s.terminationGracePeriodSeconds is %d, which leaves too little after %s.preStopSleepSeconds to finish requests. Set it to %d or more." $component (int .terminationGracePeriodSeconds) $component $least) -}}
{{- end -}}
{{- end -}}
{{- end }}
