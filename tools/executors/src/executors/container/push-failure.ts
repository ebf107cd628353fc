import type { Engine } from '../../lib/engine';
import { UserError } from '../../lib/errors';
import { findRegistry, isLoopback } from '../../lib/registry';

const isRefusal = /unauthorized|authentication required|no basic auth credentials|denied|40[13]\b|incorrect username/i;
const isSilence =
  /connection refused|no such host|i\/o timeout|no route to host|network is unreachable|server misbehaving|context deadline exceeded/i;
const isPlain = /server gave HTTP response to HTTPS client/i;
const isUntrusted = /x509:|certificate/i;

/**
 * The letter for a push that failed: the registry, what it said, the next command. Pure.
 *
 * @param said the engine's own words
 * @param logFile where all of them are, relative to the workspace
 */
export function explainPush(
  { program }: Pick<Engine, 'program'>,
  { repository, tag }: { repository: string; tag: string },
  said: string,
  logFile: string,
): UserError {
  const registry = findRegistry(repository) ?? 'docker.io';
  const doing = `Push ${repository}:${tag}:`;
  const words = lastWords(said);
  if (isPlain.test(said)) {
    return new UserError(
      `${doing} ${registry} speaks plain HTTP, which is accepted from this machine only.\n    ${words}`,
      program === 'podman'
        ? `Give it a certificate, or trust it in registries.conf: [[registry]] location = "${registry}", insecure = true.`
        : `Give it a certificate, or trust it in Docker's daemon.json: "insecure-registries": ["${registry}"].`,
    );
  }
  if (isSilence.test(said)) {
    return new UserError(
      `${doing} the registry ${registry} does not answer.\n    ${words}`,
      `See that it runs and that its name is right: curl -i ${isLoopback(registry) ? 'http' : 'https'}://${registry}/v2/ (200 and 401 are good answers).`,
    );
  }
  if (isUntrusted.test(said)) {
    return new UserError(
      `${doing} the certificate of ${registry} is not trusted here.\n    ${words}`,
      `Put the certificate of its authority into /etc/containers/certs.d/${registry}/ca.crt (docker: /etc/docker/certs.d).`,
    );
  }
  if (isRefusal.test(said)) {
    return new UserError(
      `${doing} the registry ${registry} does not let this login write there.\n    ${words}`,
      `Run: ${program} login ${registry}`,
    );
  }
  return new UserError(`${doing} ${program} failed.\n    ${words}`, `The whole log is in ${logFile}.`);
}

/** The last line that says something, without the frame that the engines put around it. */
function lastWords(said: string): string {
  const lines = said.split('\n').filter((line) => line.trim());
  const last =
    lines.findLast((line) => /^error|^denied|^unauthorized/i.test(line)) ?? lines.at(-1) ?? 'no reason was given';
  return last.replace(/^Error: /, '').trim();
}
