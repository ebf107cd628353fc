import type { Metadata } from 'next';
import Link from 'next/link';
import { AccountForm } from '@/auth/account-form';

export const metadata: Metadata = { title: 'Create an account' };

export default function SignUpPage() {
  return (
    <>
      <h1>Start your list</h1>
      <p>An account keeps it yours, on every device.</p>
      <AccountForm variant="sign-up" />
      <p>
        Have an account? <Link href="/sign-in">Sign in</Link>
      </p>
    </>
  );
}
