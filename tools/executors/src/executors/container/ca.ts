import { existsSync } from 'node:fs';

const systemBundles = ['/etc/ssl/certs/ca-certificates.crt', '/etc/pki/tls/certs/ca-bundle.crt', '/etc/ssl/cert.pem'];

/**
 * The file with the CA certificates that this machine trusts: the one its environment names, else the system's.
 * Builds get it as a secret, so that they reach package registries through whatever stands in between.
 */
export function findCaBundle(env: Readonly<Record<string, string | undefined>>): string | undefined {
  const named = [env['SSL_CERT_FILE'], env['NODE_EXTRA_CA_CERTS']];
  return [...named, ...systemBundles].find((file) => file && existsSync(file));
}
