import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkSize } from './check-size';

let chart: string;
beforeEach(() => {
  chart = mkdtempSync(join(tmpdir(), 'chart-'));
  writeFileSync(join(chart, 'Chart.yaml'), 'name: x\n');
});
afterEach(() => {
  rmSync(chart, { recursive: true });
});

describe('checkSize', () => {
  it('lets charts of a usual size pass, and large ones that pack well', () => {
    expect(checkSize(chart, 'libs/x')).toEqual([]);
    writeFileSync(join(chart, 'large.txt'), 'all the same '.repeat(200_000));
    expect(checkSize(chart, 'libs/x')).toEqual([]);
  });

  it('names the largest file of one that is too large', () => {
    writeFileSync(join(chart, 'film.bin'), randomBytes(1_500_000));
    const [obstacle] = checkSize(chart, 'libs/x');
    expect(obstacle?.message).toMatch(/libs\/x is larger than the 1 MiB .* of which film\.bin is 1\.5 MB/);
    expect(obstacle?.hint).toContain('libs/x/.helmignore');
  });

  it('counts only what Helm takes', () => {
    writeFileSync(join(chart, 'film.bin'), randomBytes(1_500_000));
    writeFileSync(join(chart, '.helmignore'), 'film.bin\n');
    expect(checkSize(chart, 'libs/x')).toEqual([]);
  });
});
