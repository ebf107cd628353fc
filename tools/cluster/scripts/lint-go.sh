# Formatting of all our Go, and vet of the programs that stand on the standard library alone: to vet the others would
# compile Kubernetes first.
set -eu
cd "$(dirname "$0")/../go"
if ! command -v go > /dev/null; then
  echo 'Go is not installed here, so our Go is not linted.'
  exit 0
fi
unformatted=$(gofmt -l cmd)
if [ -n "$unformatted" ]; then
  echo "gofmt would change these files in $PWD: $unformatted" >&2
  exit 1
fi
CGO_ENABLED=0 go vet -trimpath ./cmd/pause ./cmd/volume
