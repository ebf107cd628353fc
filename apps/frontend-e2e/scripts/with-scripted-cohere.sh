#!/bin/sh
# Runs a command while the deployed assistant speaks to a script instead of a model, and deploys again as the user has it,
# whatever became of the command: sh scripts/with-scripted-cohere.sh playwright test
set -u

workspace=$(cd "$(dirname "$0")/../../.." && pwd)
values=apps/frontend-e2e/values/scripted-cohere.yaml
deploy() { (cd "$workspace" && node_modules/.bin/nx deploy k8s-chart "$@"); }
script() { (cd "$workspace" && node_modules/.bin/tsx apps/frontend-e2e/scripted-cohere/place.ts "$1"); }

# The first Ctrl-C ends what runs, not the way back.
result=130
trap 'result=130' INT TERM HUP
if (COHERE_API_KEY=the-script-takes-this-key && export COHERE_API_KEY && deploy "--values=$values") && script place; then
  "$@"
  result=$?
else
  result=1
fi
echo 'Deploying as before, without the script of the model.'
if ! script remove || ! deploy; then
  echo 'The release may still speak to the script. Run: npx nx deploy k8s-chart' >&2
  result=1
fi
exit "$result"
