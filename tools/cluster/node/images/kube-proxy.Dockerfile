# kube-proxy drives the kernel through iptables and nft; the program is the layer that the other images have too
ARG KUBE_IMAGE
FROM ${KUBE_IMAGE}
ADD tables.tar /
ENV PATH=/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
