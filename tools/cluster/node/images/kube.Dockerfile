# kube-apiserver, kube-controller-manager, kube-scheduler and etcd: one program under its several names
FROM scratch
COPY kube /usr/local/bin/kube
COPY links/ /usr/local/bin/
ENV PATH=/usr/local/bin
