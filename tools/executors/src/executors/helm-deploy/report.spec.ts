import { describe, expect, it } from 'vitest';
import type { Finding } from './finding';
import { excerpt, findTellingLine } from './log-excerpt';
import { listSecretTexts, redact } from './redact';
import { formatFailure, formatHeadline, formatReport, type Failure } from './report';

const finding: Finding = {
  code: 'crash',
  component: 'backend',
  workload: 'Deployment/todo-app-backend',
  pod: 'todo-app-backend-1',
  container: 'backend',
  cause: 'ended with exit code 1',
  patienceSeconds: 0,
  log: { container: 'backend', previous: true },
};
const failure: Failure = {
  place: { namespace: 'todo-app', release: 'todo-app', command: 'nx deploy k8s-chart' },
  finding,
  findings: [finding],
  trail: [],
  log: 'starting\nno such table: task\n',
  helm: 'Error: context canceled',
  state: 'Rolled back to revision 2: backend 1/1 ready.',
  evidence: 'dist/deploy/now/report.md',
  started: 0,
  ended: 4000,
};

describe('formatFailure', () => {
  it('says the cause first, then where, what it said, what serves, and what to type', () => {
    expect(formatFailure(failure).split('\n')).toEqual([
      'Deploy "todo-app" failed: backend: container "backend" ended with exit code 1: no such table: task',
      '  pod todo-app-backend-1, container backend',
      '  | starting',
      '  | no such table: task',
      '  Rolled back to revision 2: backend 1/1 ready.',
      '  Evidence: dist/deploy/now/report.md',
      '  The log says why. Mend it and deploy again.',
      '  Then: nx deploy k8s-chart',
    ]);
  });

  it('says that the cause is unknown rather than a wrong one', () => {
    const unknown = {
      ...failure,
      finding: undefined,
      findings: [],
      log: undefined,
      helm: 'Error: conflict with "kubectl"',
    };
    expect(formatHeadline(unknown)).toBe(
      'Deploy "todo-app" failed: cause unknown. Helm says: Error: conflict with "kubectl"',
    );
  });

  it('of what Helm says takes the line that names the object', () => {
    const helm = 'level=WARN msg="upgrade failed"\nError: resource Deployment/a not ready\ncontext deadline exceeded\n';
    expect(formatHeadline({ ...failure, finding: undefined, helm })).toMatch(
      /Error: resource Deployment\/a not ready$/,
    );
  });

  it.each([
    ['0/1 nodes are available: 1 Insufficient cpu', 'resources.requests'],
    ['0/1 nodes are available: pod has unbound immediate PersistentVolumeClaims', 'describe pvc'],
  ])('of a pod without a node because of "%s", advises %s', (message, advised) => {
    const unscheduled = { ...finding, code: 'unschedulable', cause: `fits on no node: ${message}` } as const;
    expect(formatFailure({ ...failure, finding: unscheduled })).toContain(advised);
  });

  it.each([
    ['config-missing', 'would run as root, which its pod forbids', 'securityContext.runAsUser'],
    ['evicted', 'was removed by its node: exceeded its local ephemeral storage limit', 'ephemeral-storage'],
    ['evicted', 'was removed by its node: The node was low on resource: memory', 'nx status cluster'],
  ] as const)('of what is %s because it %s, advises %s', (code, cause, advised) => {
    expect(formatFailure({ ...failure, finding: { ...finding, code, cause } })).toContain(advised);
  });

  it('of an image that its registry refuses, says how the nodes log in', () => {
    const refused = { ...finding, code: 'image-refused', cause: 'image a/b:1 is refused by its registry' } as const;
    const letter = formatFailure({ ...failure, finding: refused });
    expect(letter).toContain('kubectl -n todo-app create secret docker-registry registry-credentials');
    expect(letter).toContain('imagePullSecrets: [registry-credentials]');
  });

  it('takes no last line of an access log for a cause', () => {
    const neverReady = { ...finding, code: 'never-ready', cause: 'runs but is not ready: 503' } as const;
    expect(formatHeadline({ ...failure, finding: neverReady })).toBe(
      'Deploy "todo-app" failed: backend: container "backend" runs but is not ready: 503.',
    );
  });
});

describe('formatReport', () => {
  const step = { time: 1500, what: 'given up', finding } as const;

  it('says how it was judged, in seconds since Helm started', () => {
    const report = formatReport({ ...failure, trail: [step] });
    expect(report).toContain('- when: 1970-01-01T00:00:04.000Z, 4.0 s after Helm started');
    expect(report).toContain('| 1.5 s | given up | todo-app-backend-1 | `crash`: ended with exit code 1 | hopeless |');
  });

  it('of a fault that nobody foresaw points to the evidence instead of a cause', () => {
    const report = formatReport({ ...failure, finding: undefined, findings: [], log: undefined });
    expect(report).toContain('- kind of trouble: `unknown`');
    expect(report).toContain('Nothing that is known. The pods and events beside this file show what was there.');
  });
});

describe('findTellingLine', () => {
  it.each([
    [
      'a Python traceback',
      'Traceback (most recent call last):\n  File "a.py", line 1\nKeyError: \'x\'\n',
      "KeyError: 'x'",
    ],
    [
      'a Node stack',
      'Error: no secret\n    at load (file.js:1:2)\n    at run (file.js:3:4)\n\nNode.js v24.21.0\n',
      'Error: no secret',
    ],
    ['JSON lines', '{"level":"info","message":"up"}\n{"level":"error","message":"no database"}\n', 'no database'],
    ['half a JSON line', '{"level":"err', '{"level":"err'],
    ['a log whose last line was a secret', 'no such table: task\n***\n', 'no such table: task'],
    ['an empty log', '\n\n', undefined],
  ])('of %s', (_, log, line) => {
    expect(findTellingLine(log)).toBe(line);
  });
});

it('keeps only the last lines that say something', () => {
  expect(excerpt('a\n\nb\nc  \n\n', 2)).toEqual(['b', 'c']);
});

describe('redact', () => {
  const url = 'postgresql://todo:p%40ssword@db/todo';

  it('hides a value in every form that it takes', () => {
    const forms = [url, Buffer.from(url).toString('base64'), encodeURIComponent(url), 'p%40ssword', 'p@ssword'];
    const redacted = redact(forms.join(' '), listSecretTexts({ DATABASE_URL: url }));
    expect(redacted).toBe('*** *** *** *** ***');
  });

  it('leaves text alone that holds no secret', () => {
    expect(redact('nothing here', listSecretTexts({ DATABASE_URL: url, SHORT: 'here' }))).toBe('nothing here');
  });
});
