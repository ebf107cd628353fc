import type { Metadata } from 'next';
import Link from 'next/link';
import { AccountForm } from '@/auth/account-form';

export const metadata: Metadata = { title: 'Sign in' };

export default function SignInPage() {
  return (
    <>
      <h1>Welcome back</h1>
      <p>Sign in to see what is next.</p>
      <AccountForm variant="sign-in" />
      <p>
        New here? <Link href="/sign-up">Create an account</Link>
      </p>
    </>
  );
}
