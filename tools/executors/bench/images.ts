import { readImageFile } from '../src';
import type { ImageSize } from './report';

/** The images of the application: key in the chart's values, and who builds it from what. */
export const images = {
  backend: { project: 'backend', root: 'apps/backend', context: 'apps/backend', folder: 'apps/backend' },
  frontend: { project: 'frontend', root: 'apps/frontend', context: '.', folder: 'apps/frontend' },
  gateway: { project: 'gateway', root: 'apps/gateway', context: 'apps/gateway', folder: 'apps/gateway' },
  postgres: {
    project: 'k8s-chart',
    root: 'libs/k8s-chart',
    context: 'libs/k8s-chart/postgres',
    folder: 'libs/k8s-chart/postgres',
  },
} as const;

export type ImageKey = keyof typeof images;

/** What each image weighs, by its image.json. */
export function readSizes(workspace: string): ImageSize[] {
  return Object.values(images).map(({ project, root }) => {
    const { repository, sizeBytes } = readImageFile(workspace, root, project);
    return { name: repository, megabytes: sizeBytes / 1e6 };
  });
}
