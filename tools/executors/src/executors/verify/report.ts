import { formatReady } from '../helm-deploy/report';
import { show, type DriftedField } from '../helm-deploy/unchanged/drift';
import { formatAge } from '../helm-deploy/unchanged/judge';
import type { Verification } from './verify';

/** What was found, for a person. Pure. */
export function formatVerification(
  { live, receipt, workloads, differences }: Verification,
  context: string,
  now: number,
): string {
  const { release, by, seconds } = receipt;
  const commit = receipt.commit ? `${receipt.commit.slice(0, 12)}${receipt.dirty ? ' with changes' : ''}` : 'no commit';
  const from = live.revision === receipt.revision ? '' : `, which goes back to revision ${receipt.revision}`;
  const head = `Release "${release}" revision ${live.revision}${from} on ${context}`;
  const healthy = seconds === null ? 'seen healthy later' : `healthy after ${seconds.toFixed(1)} s`;
  const facts = [
    `  deployed  ${formatAge(now - Date.parse(receipt.time))} by ${by}, ${healthy}`,
    `  commit    ${commit}`,
    ...Object.values(receipt.images).map(({ reference }) => `  image     ${reference}`),
    `  pods      ${formatReady(workloads)}`,
  ];
  const end =
    differences.length === 0
      ? 'The cluster is what the receipt tells.'
      : `The cluster differs from the receipt in ${differences.length === 1 ? '1 place' : `${differences.length} places`}:`;
  return [head, ...facts, '', end, ...differences.map((each) => `  ${describeDifference(each)}`)].join('\n');
}

function describeDifference({ object, path, live, wanted }: DriftedField): string {
  if (path === '') return `${object} is not there`;
  return `${object} ${path}: ${show(live)} instead of ${show(wanted)}`;
}
