import 'server-only';
import { parseEnvironment, type Environment } from './environment';

/**
 * The settings of this process, read at request time so that one image serves every environment.
 * @throws {EnvironmentError} that names each variable and what it wants.
 */
export function readEnvironment(): Environment {
  return parseEnvironment(process.env);
}
