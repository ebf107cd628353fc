// Generated from apps/backend/openapi.json. Do not edit; run: npx nx codegen frontend

export interface paths {
  '/api/v1/tasks': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List Tasks
     * @description Lists the user's tasks, the newest first.
     */
    get: operations['list_tasks'];
    put?: never;
    /**
     * Create Task
     * @description Adds a task.
     */
    post: operations['create_task'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/tasks/{task_id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Read Task
     * @description Reads a task.
     */
    get: operations['read_task'];
    put?: never;
    post?: never;
    /**
     * Delete Task
     * @description Deletes a task.
     */
    delete: operations['delete_task'];
    options?: never;
    head?: never;
    /**
     * Update Task
     * @description Changes the fields that are sent; a change to what already is changes nothing.
     */
    patch: operations['update_task'];
    trace?: never;
  };
  '/api/v1/tasks/{task_id}/complete': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Complete Task
     * @description Marks a task as done; doing so twice is the same as once.
     */
    post: operations['complete_task'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/livez': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Read Liveness
     * @description Says that the process runs.
     */
    get: operations['read_liveness'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/readyz': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Read Readiness
     * @description Says whether requests should come here: not shortly after the database failed to answer one.
     */
    get: operations['read_readiness'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    /**
     * FieldProblem
     * @description One value of the request that is not accepted.
     */
    FieldProblem: {
      /**
       * Code
       * @description A stable name of the rule.
       * @example string_too_long
       */
      code: string;
      /**
       * Location
       * @description `body`, `query`, `path` or `header`.
       * @example body
       */
      location: string;
      /**
       * Message
       * @description What is wrong, for a person.
       * @example String should have at most 200 characters
       */
      message: string;
      /**
       * Pointer
       * @description A JSON pointer to the value inside that location.
       * @example /title
       */
      pointer: string;
    };
    /**
     * Health
     * @description The process is well.
     */
    Health: {
      /**
       * Status
       * @constant
       */
      status: 'ok';
    };
    /**
     * Priority
     * @description How much a task matters: 0 none, 1 low, 2 medium, 3 high.
     * @enum {integer}
     */
    Priority: 0 | 1 | 2 | 3;
    /**
     * Problem
     * @description Why a request failed, in the form of RFC 9457.
     */
    Problem: {
      /**
       * Detail
       * @description What happened, in a sentence.
       * @example There is no such task.
       */
      detail: string;
      /**
       * Errors
       * @description With status 422: every value that is wrong.
       */
      errors?: components['schemas']['FieldProblem'][] | null;
      /**
       * Instance
       * @description The path that was asked for.
       * @example /api/v1/tasks
       */
      instance: string;
      /**
       * Request Id
       * @description Names this request in the log.
       */
      request_id: string;
      /**
       * Status
       * @description The HTTP status.
       * @example 404
       */
      status: number;
      /**
       * Title
       * @description The name of the status.
       * @example Not Found
       */
      title: string;
      /**
       * Type
       * @description `about:blank`: the status says it all.
       * @default about:blank
       */
      type: string;
    };
    /**
     * TaskCreate
     * @description A new task.
     */
    TaskCreate: {
      /**
       * Due At
       * @description When it is due, with a zone; kept in UTC.
       */
      due_at?: string | null;
      /**
       * Notes
       * @description Anything more, as plain text.
       * @default
       */
      notes: string;
      /** @default 0 */
      priority: components['schemas']['Priority'];
      /**
       * Title
       * @description What is to be done. Spaces around it are dropped.
       */
      title: string;
    };
    /**
     * TaskPublic
     * @description A task as its owner sees it.
     */
    TaskPublic: {
      /**
       * Completed At
       * @description When it was done; null while it is open.
       */
      completed_at: string | null;
      /**
       * Created At
       * Format: date-time
       */
      created_at: string;
      /**
       * Due At
       * @description When it is due, with a zone; kept in UTC.
       */
      due_at: string | null;
      /**
       * Id
       * Format: uuid
       */
      id: string;
      /**
       * Notes
       * @description Anything more, as plain text.
       * @default
       */
      notes: string;
      /** @default 0 */
      priority: components['schemas']['Priority'];
      status: components['schemas']['TaskStatus'];
      /**
       * Title
       * @description What is to be done. Spaces around it are dropped.
       */
      title: string;
      /**
       * Updated At
       * Format: date-time
       */
      updated_at: string;
      /**
       * Version
       * @description Grows by one with each change; the ETag of the task.
       */
      version: number;
    };
    /**
     * TaskStatus
     * @description Whether a task is still to be done.
     * @enum {string}
     */
    TaskStatus: 'open' | 'done';
    /**
     * TaskUpdate
     * @description What to change; an absent field stays as it is.
     */
    TaskUpdate: {
      /**
       * Due At
       * @description When it is due, with a zone; kept in UTC. null takes it away.
       */
      due_at?: string | null;
      /**
       * Notes
       * @description Anything more, as plain text.
       */
      notes?: string;
      priority?: components['schemas']['Priority'];
      /** @description `done` completes the task, `open` reopens it. */
      status?: components['schemas']['TaskStatus'];
      /**
       * Title
       * @description What is to be done. Spaces around it are dropped.
       */
      title?: string;
    };
    /**
     * TasksPublic
     * @description One page of tasks, the newest first.
     */
    TasksPublic: {
      /** Data */
      data: components['schemas']['TaskPublic'][];
      /**
       * Next Cursor
       * @description Give it as `cursor` for the next page; null on the last one.
       */
      next_cursor: string | null;
    };
  };
  responses: never;
  parameters: never;
  requestBodies: never;
  headers: never;
  pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
  list_tasks: {
    parameters: {
      query?: {
        /** @description Only tasks in this state. */
        status?: components['schemas']['TaskStatus'] | null;
        /** @description Only tasks of this priority. */
        priority?: components['schemas']['Priority'] | null;
        /** @description Only tasks that contain this text. */
        q?: string | null;
        /** @description `next_cursor` of the page before. */
        cursor?: string | null;
        /** @description The most tasks to return. */
        limit?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Successful Response */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['TasksPublic'];
        };
      };
      /** @description A problem, in the form of RFC 9457. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  create_task: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['TaskCreate'];
      };
    };
    responses: {
      /** @description Successful Response */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['TaskPublic'];
        };
      };
      /** @description A problem, in the form of RFC 9457. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  read_task: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        task_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Successful Response */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['TaskPublic'];
        };
      };
      /** @description A problem, in the form of RFC 9457. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  delete_task: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag of the task as you know it, such as `"3"`; if it has changed, nothing happens (412). */
        'if-match'?: string | null;
      };
      path: {
        task_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Successful Response */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description A problem, in the form of RFC 9457. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  update_task: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag of the task as you know it, such as `"3"`; if it has changed, nothing happens (412). */
        'if-match'?: string | null;
      };
      path: {
        task_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['TaskUpdate'];
      };
    };
    responses: {
      /** @description Successful Response */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['TaskPublic'];
        };
      };
      /** @description A problem, in the form of RFC 9457. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  complete_task: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag of the task as you know it, such as `"3"`; if it has changed, nothing happens (412). */
        'if-match'?: string | null;
      };
      path: {
        task_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Successful Response */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['TaskPublic'];
        };
      };
      /** @description A problem, in the form of RFC 9457. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  read_liveness: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Successful Response */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Health'];
        };
      };
      /** @description A problem, in the form of RFC 9457. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  read_readiness: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Successful Response */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Health'];
        };
      };
      /** @description A problem, in the form of RFC 9457. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
}
