import type { ExecutorContext } from '@nx/devkit';
import { expect, it } from 'vitest';
import { resolvePlace } from './place';

const target = {
  options: { namespace: 'shop' },
  defaultConfiguration: 'local',
  configurations: { staging: { context: 'far' } },
};
const inConfiguration = (configurationName: string): ExecutorContext =>
  ({ root: '/w', targetName: 'deploy', projectName: 'chart', target, configurationName }) as never;

it.each([
  ['nothing that the target has of itself', { namespace: 'shop' }, 'local', 'nx deploy chart'],
  [
    'what was typed',
    { context: 'near', namespace: 'other', release: 'mine' },
    'local',
    'nx deploy chart --context=near --namespace=other --release=mine',
  ],
  [
    'the configuration instead of what it has',
    { context: 'far', namespace: 'shop' },
    'staging',
    'nx deploy chart --configuration=staging',
  ],
])('the command for the same again repeats %s', (_, options, configuration, command) => {
  expect(resolvePlace(options, inConfiguration(configuration)).command).toBe(command);
});
