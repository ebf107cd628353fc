/**
 * Adds up what every runner of `npm test` reported and ends with one plain line, `N passed, N failed, N skipped`.
 *
 * Nx says which tasks ran (.nx/cache/run.json). `test` and `e2e` tasks leave JUnit reports in dist/<project root>/junit
 * and junit-e2e; each test case counts. `lint` and `typecheck` count as one check each. Any other task counts only if it
 * failed. A test task without a fresh report counts as one failure: silence is not success.
 *
 * Usage: node tools/npm/test-total.mjs <exit code of nx>. Exits with 1 if anything failed, else with that code.
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { XMLParser } from 'fast-xml-parser';

const reportFolders = { test: 'junit', e2e: 'junit-e2e' };
const nxExitCode = Number(process.argv[2] ?? 0);
const { tasks } = JSON.parse(readFileSync('.nx/cache/run.json', 'utf8'));
const roots = readProjectRoots();

const rows = tasks
  .map((task) => ({ name: task.taskId, time: formatTime(task), ...countTask(task) }))
  .filter((row) => row.cases.length > 0);
for (const row of rows) {
  console.log(`${row.name.padEnd(26)} ${formatCount(row.cases)}, ${row.time}`);
  for (const { title, outcome, reason } of row.cases) {
    if (outcome !== 'passed') console.log(`  ${outcome}: ${title}${reason ? ` (${reason})` : ''}`);
  }
}
const cases = rows.flatMap((row) => row.cases);
if (nxExitCode !== 0 && !cases.some(({ outcome }) => outcome === 'failed')) {
  cases.push({ title: 'nx', outcome: 'failed' });
  console.log(`  failed: nx ended with exit code ${nxExitCode} and named no failed task`);
}
console.log(`\n${formatCount(cases)}`);
process.exitCode = cases.some(({ outcome }) => outcome === 'failed') ? 1 : nxExitCode;

function countTask({ taskId, target, projectName, status, startTime, cacheStatus }) {
  const failed = { title: taskId, outcome: 'failed', reason: `exit code ${status}` };
  if (target === 'lint' || target === 'typecheck') {
    return { cases: [status === 0 ? { title: taskId, outcome: 'passed' } : failed] };
  }
  if (!(target in reportFolders)) return { cases: status === 0 ? [] : [failed] };
  const since = cacheStatus === 'cache-miss' ? Date.parse(startTime) : 0;
  const cases = readReports(join('dist', roots[projectName], reportFolders[target]), since);
  if (cases.length === 0) return { cases: [{ ...failed, reason: 'it left no test report' }] };
  const told = cases.some(({ outcome }) => outcome === 'failed');
  return { cases: status === 0 || told ? cases : [...cases, failed] };
}

function formatTime({ startTime, endTime, cacheStatus }) {
  if (cacheStatus !== 'cache-miss') return 'from the cache';
  return `${((Date.parse(endTime) - Date.parse(startTime)) / 1000).toFixed(0)} s`;
}

function readReports(folder, since) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.xml'))
    .map((name) => join(folder, name))
    .filter((file) => statSync(file).mtimeMs >= since)
    .flatMap((file) => parseReport(readFileSync(file, 'utf8')));
}

function parseReport(xml) {
  const lists = ['testsuite', 'testcase', 'failure', 'error', 'skipped'];
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '',
    isArray: (name) => lists.includes(name),
  });
  return collectCases(parser.parse(xml).testsuites ?? parser.parse(xml));
}

function collectCases(node) {
  const own = (node.testcase ?? []).map((test) => ({
    title: [test.classname, test.name].filter(Boolean).join(' › '),
    outcome: test.failure || test.error ? 'failed' : test.skipped ? 'skipped' : 'passed',
    reason: (test.failure ?? test.error ?? test.skipped)?.[0]?.message?.split('\n')[0],
  }));
  return [...own, ...(node.testsuite ?? []).flatMap(collectCases)];
}

function readProjectRoots() {
  const folders = ['apps', 'libs', 'tools'].flatMap((base) => readdirSync(base).map((name) => `${base}/${name}`));
  const projects = folders.filter((folder) => existsSync(join(folder, 'project.json')));
  return Object.fromEntries(
    projects.map((root) => [JSON.parse(readFileSync(join(root, 'project.json'), 'utf8')).name, root]),
  );
}

function formatCount(cases) {
  const count = (wanted) => cases.filter(({ outcome }) => outcome === wanted).length;
  return `${count('passed')} passed, ${count('failed')} failed, ${count('skipped')} skipped`;
}
