import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type Values = Readonly<Record<string, unknown>>;

/** The least that the chart wants to be told: which images, and where the secrets are. */
export const leastValues = {
  backend: { image: { tag: 'b1' } },
  frontend: { image: { tag: 'f1' } },
  gateway: { image: { tag: 'g1' } },
  postgres: { image: { tag: 'p1' } },
  secrets: { existing: 'todo-app-secrets' },
} satisfies Values;

/**
 * Gives `use` the options that hand helm each of `layers` as a values file, later ones over earlier ones. A layer is the path
 * of a file, or values that live in a file only while `use` runs.
 */
export async function withValuesFiles<T>(
  layers: readonly (Values | string)[],
  use: (options: readonly string[]) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'chart-values-'));
  try {
    const files = layers.map((layer, index) => {
      if (typeof layer === 'string') return layer;
      const file = join(folder, `${index}.json`);
      writeFileSync(file, JSON.stringify(layer), { mode: 0o600 });
      return file;
    });
    return await use(files.flatMap((file) => ['--values', file]));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
