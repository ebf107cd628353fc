'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useState, useTransition } from 'react';
import { useApiUrl } from '@/lib/api/api-url';
import { Shell } from '@/shell/shell';
import { Wordmark } from '@/ui/wordmark';
import { WakingNote } from './waking-note';

const PAUSE_MS = 1_500;

/**
 * The page while nobody can say whose it is: the accounts sleep with the rest of the database. It asks until they are
 * awake, and is then rendered anew by the server.
 */
export function WakingPage() {
  const url = `${useApiUrl()}/api/v1/tasks/summary`;
  const router = useRouter();
  const [attempts, setAttempts] = useState(0);
  const [isPending, startTransition] = useTransition();

  useEffect(() => {
    if (isPending) return;
    const timer = setTimeout(() => {
      void isAwake(url).then((awake) => {
        setAttempts((before) => before + 1);
        if (awake) startTransition(router.refresh);
      });
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [url, router, attempts, isPending]);

  return (
    <Shell home={<Wordmark />}>
      <WakingNote awaited="database" isSlim={false} />
    </Shell>
  );
}

/** Any answer but that somebody is away will do; who is signed out is sent to sign in by the page itself. */
async function isAwake(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { cache: 'no-store' })).status < 500;
  } catch {
    return false;
  }
}
