import { parseCommand } from '@/grammar/commands';
import type { ApiClient } from '@/lib/api/client';
import { createClientId } from '@/lib/api/client-id';
import type { BoardStore } from '@/tasks/board-store';
import { createTasksApi } from '@/tasks/tasks-api';
import { readBrowserZone } from '@/tasks/zone';
import { createAssistantApi } from './assistant-api';
import { createAssistantStore } from './assistant-store';
import { createBrowserCommands } from './browser-commands';
import { createConversationsStore } from './conversations-store';
import { createUndoApi } from './undo-api';

/** What the page around the panel lends it. */
export interface Host {
  apiUrl: string;
  origin: string;
  client: ApiClient;
  board: Pick<BoardStore, 'refresh'>;
}

/** The backend gives a sign of life every 15 seconds. */
const SILENCE_SECONDS = 60;

/** The stores of the panel, on the real backend and the real clock. */
export function createPanelStores({ apiUrl, origin, client, board }: Host) {
  const line = { url: `${apiUrl}/api/v1/chat`, origin, send: fetch, silenceSeconds: SILENCE_SECONDS };
  const api = createAssistantApi(client, line);
  const tasks = createTasksApi(client);
  const undoing = createUndoApi(client, tasks);
  const commands = createBrowserCommands(parseCommand, tasks, undoing, {
    now: Date.now,
    readZone: readBrowserZone,
    createKey: createClientId,
  });
  const store = createAssistantStore(api, undoing, commands, {
    now: Date.now,
    readZone: readBrowserZone,
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    onTasksChanged: board.refresh,
  });
  return { store, conversations: createConversationsStore(api) };
}
