import { join } from 'node:path';
import type { NextConfig } from 'next';
import { SECURITY_HEADERS, STRICT_TRANSPORT, TLS_PROTOCOL, UNPINNED_HOST } from './src/security/headers';

const EVERYWHERE = '/:path*';

const config: NextConfig = {
  output: 'standalone',
  outputFileTracingRoot: join(import.meta.dirname, '../..'),
  images: { unoptimized: true },
  poweredByHeader: false,
  // Its answers would come without the headers below.
  skipTrailingSlashRedirect: true,
  // The `typecheck` target says more, and earlier.
  typescript: { ignoreBuildErrors: true },
  // Traced into node_modules instead of bundled into four chunks: there a changed page does not send them along.
  serverExternalPackages: ['pg', 'better-auth'],
  generateBuildId: () => process.env.BUILD_ID ?? null,
  headers: () =>
    Promise.resolve([
      { source: EVERYWHERE, headers: toList(SECURITY_HEADERS) },
      {
        source: EVERYWHERE,
        has: [{ type: 'header', key: 'x-forwarded-proto', value: TLS_PROTOCOL }],
        missing: [{ type: 'host', value: UNPINNED_HOST }],
        headers: toList(STRICT_TRANSPORT),
      },
    ]),
};

export default config;

function toList(headers: Readonly<Record<string, string>>): { key: string; value: string }[] {
  return Object.entries(headers).map(([key, value]) => ({ key, value }));
}
