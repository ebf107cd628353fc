# Brings a node that was made here to the programs of a newer node image, its data kept. The new programs lie in /upgrade.
# Usage: bash -s VERSION
set -eu
version=$1
export KUBECONFIG=/etc/kubernetes/admin.conf

ctr -n k8s.io images import /upgrade/images.tar
# the control plane first, by the new kubeadm; the kubelet may be older than it, never newer
/upgrade/kube kubeadm upgrade apply --yes --force --ignore-preflight-errors=all "$version"
systemctl stop kubelet
mv /upgrade/kube /usr/bin/kube
mv /upgrade/containerd /upgrade/containerd-shim-runc-v2 /upgrade/ctr /usr/local/bin/
mv /upgrade/images.tar /kind/images.tar
systemctl restart containerd
systemctl start kubelet
printf %s "$version" > /kind/version
rmdir /upgrade
