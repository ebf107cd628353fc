import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';
import { readCurrentUser } from '@/auth/session';
import { Header } from '@/shell/header';
import { parseTheme, THEME_COOKIE } from '@/shell/theme';
import { loadTasks } from '@/tasks/load-tasks';
import { parseView } from '@/tasks/task';
import { TaskBoard } from '@/tasks/task-board';

interface TasksPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function TasksPage({ searchParams }: TasksPageProps) {
  const user = await readCurrentUser();
  if (!user) redirect('/sign-in');
  const { view: wanted } = await searchParams;
  const view = parseView(typeof wanted === 'string' ? wanted : undefined);
  const theme = parseTheme((await cookies()).get(THEME_COOKIE)?.value);
  return (
    <>
      <Header user={user} theme={theme} />
      <TaskBoard view={view} first={await loadTasks(view)} />
    </>
  );
}
