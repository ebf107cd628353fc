import './globals.css';
import type { Metadata, Viewport } from 'next';
import { cookies } from 'next/headers';
import type { ReactNode } from 'react';
import { ApiUrlProvider } from '@/lib/api/api-url';
import { readEnvironment } from '@/lib/env';
import { parseTheme, THEME_COOKIE } from '@/shell/theme';

export const metadata: Metadata = {
  title: { default: 'Todo', template: '%s · Todo' },
  description: 'A calm place for what you have to do.',
};

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  // what is fixed at the bottom stays above the keyboard of a phone
  interactiveWidget: 'resizes-content',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f8f7f3' },
    { media: '(prefers-color-scheme: dark)', color: '#131410' },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = parseTheme((await cookies()).get(THEME_COOKIE)?.value);
  return (
    <html lang="en" data-theme={theme}>
      <body>
        <ApiUrlProvider url={readEnvironment().apiUrl}>{children}</ApiUrlProvider>
      </body>
    </html>
  );
}
