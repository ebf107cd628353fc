import type { Run } from '../../../lib/run';

/** Which state of the sources is deployed. */
export interface Commit {
  /** Of 40 hex digits; `null` outside of git. */
  commit: string | null;
  /** Whether a file differs from that commit. */
  dirty: boolean;
  /** The files that differ from it, by their paths in the repository; `null` if they are too many to keep. */
  changed: readonly string[] | null;
}

/** What can be compared with any other commit: a commit, and the files that differed from it. */
export interface Sources {
  commit: string;
  changed: readonly string[];
}

const mostChanged = 500;

/** Asks git; a workspace that is not in git has no commit. */
export async function readCommit(run: Run, workspace: string): Promise<Commit> {
  const options = { cwd: workspace, timeoutSeconds: 20 };
  const status = ['git', 'status', '--porcelain', '-z', '--no-renames', '--untracked-files=all'];
  const [head, differences] = await Promise.all([run(['git', 'rev-parse', 'HEAD'], options), run(status, options)]);
  const commit = head.exitCode === 0 ? head.stdout.trim() : null;
  const changed = parseStatus(differences.stdout);
  const isKnown = differences.exitCode === 0 && changed.length <= mostChanged;
  return { commit, dirty: changed.length > 0, changed: isKnown ? changed : null };
}

/** The paths that `git status --porcelain -z` tells of. Pure. */
export function parseStatus(text: string): string[] {
  return text
    .split('\0')
    .filter((entry) => entry !== '')
    .map((entry) => entry.slice('XY '.length));
}

/** The sources of a state, if they are known well enough to be compared. Pure. */
export function resolveSources({ commit, changed }: Commit): Sources | null {
  return commit === null || changed === null ? null : { commit, changed };
}
