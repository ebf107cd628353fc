import { type Dockerfile, expandArgs } from '../dockerfile';

/** An image that a Dockerfile starts from and that is not one of its own stages. */
export interface BaseRequest {
  /** The global ARG that names it; `undefined` if a FROM names it outright, which leaves no way to replace it. */
  arg: string | undefined;
  /** The reference as the Dockerfile and the build arguments have it, such as `node:24-slim`. */
  reference: string;
  /** `runtime` if only the last stage starts from it, else `builder`: what stays small, and what has the tools. */
  variant: 'runtime' | 'builder';
}

/**
 * The images a Dockerfile starts from, each once. Pure.
 *
 * @param buildArgs values that replace the defaults of global ARGs
 * @param target the stage to build, the last one by default; later ones do not count
 */
export function findBaseRequests(
  dockerfile: Dockerfile,
  buildArgs: Readonly<Record<string, string>> = {},
  target?: string,
): BaseRequest[] {
  const end = dockerfile.stages.findIndex(({ name }) => target !== undefined && name === target);
  const stages = end === -1 ? dockerfile.stages : dockerfile.stages.slice(0, end + 1);
  const values = new Map([...dockerfile.globalArgs, ...Object.entries(buildArgs)]);
  const requests = new Map<string, BaseRequest>();
  for (const [index, { from }] of stages.entries()) {
    const reference = expandArgs(from, values);
    const ownStage = stages.slice(0, index).some(({ name }) => name?.toLowerCase() === reference.toLowerCase());
    if (reference === 'scratch' || reference === '' || ownStage) continue;
    const isLast = index === stages.length - 1;
    const known = requests.get(from);
    const variant = isLast && known?.variant !== 'builder' ? 'runtime' : 'builder';
    requests.set(from, { arg: /^\$\{?(\w+)\}?$/.exec(from)?.[1], reference, variant });
  }
  return [...requests.values()];
}
