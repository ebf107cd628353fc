import { redirect } from 'next/navigation';
import { readCurrentUser } from '@/auth/session';

export default async function TasksPage() {
  const user = await readCurrentUser();
  if (!user) redirect('/sign-in');
  return <main>{user.name}</main>;
}
