# the provisioner, and the program that its helper pods run to make and remove a volume's folder
FROM scratch
COPY local-path-provisioner volume /usr/local/bin/
ENV PATH=/usr/local/bin
