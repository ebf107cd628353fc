# kube-proxy drives the kernel through iptables and nft
FROM scratch
ADD tables.tar /
COPY kube /usr/local/bin/kube
COPY links/ /usr/local/bin/
ENV PATH=/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
