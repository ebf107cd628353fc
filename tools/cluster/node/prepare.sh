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

# units that make no sense in a container or keep systemd from booting there, as kind's own base image removes them
rm -f /lib/systemd/system/sysinit.target.wants/systemd-tmpfiles-setup.service \
  /lib/systemd/system/multi-user.target.wants/* /etc/systemd/system/*.wants/* \
  /lib/systemd/system/local-fs.target.wants/* /lib/systemd/system/sockets.target.wants/*udev* \
  /lib/systemd/system/sockets.target.wants/*initctl* /lib/systemd/system/basic.target.wants/*
echo ReadKMsg=no >> /etc/systemd/journald.conf
ln -sf /usr/lib/systemd/systemd /sbin/init
systemctl enable containerd.service kubelet.service import-images.service undo-mount-hacks.service
systemctl mask systemd-binfmt.service udev.service
