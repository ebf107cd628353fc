# Ends what runs in a node in the order that keeps data whole: the kubelet, which would start things anew, then all
# pods but the API server and etcd, then these two. Read by a bash in the node, of any kind node image.
# Usage: bash -s SECONDS, the time that pods get before the rest goes on without waiting for them.
set -u
grace=$1

containers() { ctr -n k8s.io containers ls -q "$@" 2>/dev/null; }
named() { containers "labels.\"io.kubernetes.container.name\"==$1"; }
running() { ctr -n k8s.io tasks ls 2>/dev/null | awk '$3 == "RUNNING" { print $1 }' | sort; }

# ids on standard input: asks each of them to end
ask() { while read -r id; do ctr -n k8s.io tasks kill --signal SIGTERM "$id" 2>/dev/null & done; wait; }

# waits until none of the ids runs or the seconds are over
await() {
  local deadline=$((SECONDS + $2))
  while [ $SECONDS -lt $deadline ] && [ -n "$(running | comm -12 - <(sort <<<"$1"))" ]; do sleep 0.1; done
}

systemctl stop kubelet
api=$(named kube-apiserver) etcd=$(named etcd) dns=$(named coredns)
sandboxes=$(containers 'labels."io.cri-containerd.kind"==sandbox')
pods=$(running | grep -vxF "$api"$'\n'"$etcd"$'\n'"$sandboxes")
ask <<<"$pods"
# CoreDNS lingers for five seconds by its own configuration, and has nothing to lose
await "$(grep -vxF "$dns" <<<"$pods")" "$grace"
ask <<<"$api"
await "$api" 10
ask <<<"$etcd"
await "$etcd" 10
sync -f /var
