import { cookies, headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { AccountMenu } from '@/shell/account-menu';
import { chooseLocale } from '@/shell/locale';
import { parseTheme, THEME_COOKIE } from '@/shell/theme';
import { parseAddress } from '@/tasks/board-query';
import { BoardPage } from '@/tasks/board-page';
import { openBoard } from '@/tasks/load-board';
import { WakingPage } from '@/tasks/waking-page';
import { parseZone, ZONE_COOKIE } from '@/tasks/zone';

interface TasksPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function TasksPage({ searchParams }: TasksPageProps) {
  const jar = await cookies();
  const zone = parseZone(jar.get(ZONE_COOKIE)?.value);
  const opening = await openBoard(parseAddress(await searchParams), zone);
  if (opening.kind === 'stranger') redirect('/sign-in');
  if (opening.kind === 'asleep') return <WakingPage />;
  const { user, first } = opening;
  return (
    <BoardPage
      first={first}
      at={new Date().toISOString()}
      locale={chooseLocale((await headers()).get('accept-language'))}
      account={<AccountMenu name={user.name} email={user.email} theme={parseTheme(jar.get(THEME_COOKIE)?.value)} />}
    />
  );
}
