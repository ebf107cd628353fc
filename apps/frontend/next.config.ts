import { join } from 'node:path';
import type { NextConfig } from 'next';

/** Said on every answer. The content policy for scripts and styles comes with nonces, elsewhere. */
const securityHeaders = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'Content-Security-Policy', value: "frame-ancestors 'none'; base-uri 'self'; form-action 'self'" },
  { key: 'Referrer-Policy', value: 'strict-origin-when-cross-origin' },
  { key: 'Permissions-Policy', value: 'camera=(), microphone=(), geolocation=()' },
];

const config: NextConfig = {
  output: 'standalone',
  outputFileTracingRoot: join(import.meta.dirname, '../..'),
  images: { unoptimized: true },
  poweredByHeader: false,
  // The `typecheck` target says more, and earlier.
  typescript: { ignoreBuildErrors: true },
  // `pg` and Better Auth's database layer are Node packages: traced into node_modules, not bundled twice.
  serverExternalPackages: ['pg'],
  generateBuildId: () => process.env.BUILD_ID ?? null,
  headers: () => Promise.resolve([{ source: '/:path*', headers: securityHeaders }]),
};

export default config;
