import type { ExecutorContext } from '@nx/devkit';

/** What every command about a release may be told. */
export interface PlaceOptions {
  context?: string;
  namespace?: string;
  release?: string;
  json?: boolean;
}

/** Which release, and where. */
export interface Place {
  /** Absolute path of the workspace. */
  workspace: string;
  /** The command to type for the same again, such as `nx verify k8s-chart --context=staging`. */
  command: string;
  /** The context that the user named, if any: as an option, or in the variable that `nx up cluster` reads too. */
  context: string | undefined;
  namespace: string;
  release: string;
  json: boolean;
}

/** Of this project, which is called todo: a name, and nothing that is left to do. */
const contextVariable = 'TODO_CLUSTER_CONTEXT';

/**
 * Fills in the defaults that the schemas describe.
 *
 * @param words further options that the command for the same again has to repeat
 */
export function resolvePlace(options: PlaceOptions, context: ExecutorContext, words: readonly string[] = []): Place {
  // an empty variable counts as none, so that one command can be freed of it
  const named = options.context ?? (process.env[contextVariable] || undefined);
  return {
    workspace: context.root,
    command: [formatCommand(options, context), ...words].join(' '),
    context: named,
    namespace: options.namespace ?? 'todo-app',
    release: options.release ?? 'todo-app',
    json: options.json ?? false,
  };
}

/** With what decides where, but for what the target has of itself. */
function formatCommand(options: PlaceOptions, context: ExecutorContext): string {
  const { targetName = '', projectName = '', configurationName, target } = context;
  const isDefault = configurationName === undefined || configurationName === target?.defaultConfiguration;
  const own = { ...target?.options, ...target?.configurations?.[configurationName ?? ''] } as PlaceOptions;
  const words = (['context', 'namespace', 'release'] as const)
    .filter((name) => options[name] !== undefined && options[name] !== own[name])
    .map((name) => `--${name}=${options[name]}`);
  return [
    `nx ${targetName} ${projectName}`.trim(),
    ...(isDefault ? [] : [`--configuration=${configurationName}`]),
    ...words,
  ].join(' ');
}
