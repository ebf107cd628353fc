import { type ApiClient, unwrap } from '@/lib/api/client';
import { type ActivityGroup, type ActivityPage, type Actor, reshapeActivity } from './activity';

/** What can be asked of the log. Everything fails with an `ApiError`. */
export interface ActivityApi {
  list: (actor: Actor | null, cursor: string | null) => Promise<ActivityPage>;
  undo: (undo: ActivityGroup['undo']) => Promise<void>;
}

const PAGE_SIZE = 40;

export function createActivityApi(client: ApiClient): ActivityApi {
  return {
    list: async (actor, cursor) => {
      const query = { limit: PAGE_SIZE, ...(actor === null ? {} : { actor }), ...(cursor === null ? {} : { cursor }) };
      const page = await unwrap(client.GET('/api/v1/activity', { params: { query } }));
      return { activities: page.data.map(reshapeActivity), nextCursor: page.next_cursor };
    },
    undo: async (undo) => {
      await ('batch' in undo
        ? unwrap(client.POST('/api/v1/activity/undo', { body: undo }))
        : unwrap(client.POST('/api/v1/activity/{activity_id}/undo', { params: { path: { activity_id: undo.id } } })));
    },
  };
}
