import { describe, expect, it } from 'vitest';
import { expandArgs, parseDockerfile } from './dockerfile';

const text = `# comment
ARG NODE_IMAGE=node:24-slim
ARG RUNTIME="\${NODE_IMAGE}"

FROM --platform=linux/amd64 \${NODE_IMAGE} AS build
RUN --mount=type=cache,target=/c \\
    # why

    npm ci && \\
    npm run build
COPY <<END /motd
FROM nowhere
END
FROM \${RUNTIME}
CMD ["node"]
`;

describe('parseDockerfile', () => {
  const { globalArgs, stages } = parseDockerfile(text);

  it('reads the arguments before the first FROM', () => {
    expect([...globalArgs]).toEqual([
      ['NODE_IMAGE', 'node:24-slim'],
      ['RUNTIME', '${NODE_IMAGE}'],
    ]);
  });

  it('reads stages with their names, past flags and heredocs', () => {
    expect(stages.map(({ name, from }) => [name, from])).toEqual([
      ['build', '${NODE_IMAGE}'],
      [undefined, '${RUNTIME}'],
    ]);
  });

  it('joins continuation lines and numbers them by their first', () => {
    expect(stages[0]?.instructions[1]).toEqual({
      line: 6,
      keyword: 'RUN',
      rest: '--mount=type=cache,target=/c npm ci && npm run build',
    });
  });
});

describe('expandArgs', () => {
  const values = new Map([
    ['A', '${B}'],
    ['B', 'b'],
    ['EMPTY', ''],
  ]);

  it.each([
    ['$B/x', 'b/x'],
    ['${A}', 'b'],
    ['${NONE:-fallback}', 'fallback'],
    ['${EMPTY:-fallback}', 'fallback'],
    ['${NONE}', ''],
  ])('turns %s into %s', (given, wanted) => {
    expect(expandArgs(given, values)).toBe(wanted);
  });
});
