# Runs once inside the node image while it is built: puts the parts where kind and systemd look for them.
set -eu

for program in kubeadm kubelet kubectl; do ln -s kube /usr/bin/$program; done
mkdir -p /etc/kubernetes/manifests /opt/cni
ln -sfn /usr/lib/cni /opt/cni/bin
printf %s "$KUBERNETES_VERSION" > /kind/version
chmod 755 /usr/local/bin/* /kind /kind/bin /kind/bin/*

# the base spec that kind wants for every container: with its hook, without rlimits that the machine may refuse
ctr oci spec | jq '.hooks.createContainer += [{"path": "/kind/bin/mount-product-files.sh"}] | del(.process.rlimits)' \
  > /etc/containerd/cri-base.json

# The control-plane images go into containerd's store now, so that no new node waits for it. They are unpacked at first
# use, since an overlay file system takes no other one below it, which a build would need.
cat > /run/containerd.toml <<'TOML'
version = 3
disabled_plugins = ['io.containerd.cri.v1.images', 'io.containerd.cri.v1.runtime', 'io.containerd.grpc.v1.cri']
TOML
containerd --config /run/containerd.toml --log-level error &
containerd=$!
until ctr version > /dev/null 2>&1; do kill -0 $containerd; sleep 0.1; done
ctr -n k8s.io images import --local --no-unpack /kind/images.tar > /dev/null
kill $containerd
wait $containerd || true
rm -r /run/containerd.toml /run/containerd

# units that make no sense in a container or keep systemd from booting there, as kind's own base image removes them
rm -f /lib/systemd/system/sysinit.target.wants/systemd-tmpfiles-setup.service \
  /lib/systemd/system/multi-user.target.wants/* /etc/systemd/system/*.wants/* \
  /lib/systemd/system/local-fs.target.wants/* /lib/systemd/system/sockets.target.wants/*udev* \
  /lib/systemd/system/sockets.target.wants/*initctl* /lib/systemd/system/basic.target.wants/*
echo ReadKMsg=no >> /etc/systemd/journald.conf
ln -sf /usr/lib/systemd/systemd /sbin/init
systemctl enable containerd.service kubelet.service undo-mount-hacks.service
systemctl mask systemd-binfmt.service udev.service
