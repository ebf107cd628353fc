'use client';

import { Notice } from '@/ui/notice';
import button from '@/ui/button.module.css';

/** What a failed page shows: usually a database on its way, so trying again is the first advice. */
export default function ErrorPage({ reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <Notice
      title="This page could not be loaded"
      text="Your tasks are safe. The server may be waking up; try again in a moment."
    >
      <button type="button" className={button.primary} onClick={reset}>
        Try again
      </button>
    </Notice>
  );
}
