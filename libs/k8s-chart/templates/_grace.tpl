{{/*
Seconds that requests under way have after the sleep: what is left of the grace, less 3 s for the server to close and
5 s for the gateway to hand out the last answers. Takes (list $ "backend").
*/}}
{{- define "todo-app.shutdownSeconds" -}}
{{- with index (index . 0).Values (index . 1) -}}
{{ sub (sub .terminationGracePeriodSeconds .preStopSleepSeconds) 8 }}
{{- end -}}
{{- end }}

{{/* Closing takes a server and its gateway 8 s, which the grace must hold beside the sleep. Takes (list $ "backend"). */}}
{{- define "todo-app.checkGrace" -}}
{{- $component := index . 1 -}}
{{- with index (index . 0).Values $component -}}
{{- $least := add .preStopSleepSeconds 10 -}}
{{- if lt (int64 .terminationGracePeriodSeconds) $least -}}
{{- fail (printf "%s.terminationGracePeriodSeconds is %d, which leaves too little after %s.preStopSleepSeconds to finish requests. Set it to %d or more." $component (int .terminationGracePeriodSeconds) $component $least) -}}
{{- end -}}
{{- end -}}
{{- end }}
