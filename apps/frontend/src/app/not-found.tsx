import type { Metadata } from 'next';
import Link from 'next/link';
import button from '@/ui/button.module.css';
import { Notice } from '@/ui/notice';

export const metadata: Metadata = { title: 'Not found' };

export default function NotFound() {
  return (
    <Notice title="There is nothing here" text="The address may be mistyped, or what was here is gone.">
      <Link href="/" className={button.primary}>
        Go to your tasks
      </Link>
    </Notice>
  );
}
