// Generated from apps/backend/openapi.json. Do not edit; run: npx nx codegen frontend

export interface paths {
  '/api/v1/activity': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List Activity
     * @description Lists the changes of the user's tasks, the newest first.
     */
    get: operations['list_activity'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/activity/undo': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Undo Batch
     * @description Undoes all changes of a batch, the newest first, all or none. Undoing an undo brings the changes back.
     */
    post: operations['undo_batch'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/activity/{activity_id}/undo': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Undo Activity
     * @description Undoes one change. Undoing an undo brings the change back.
     */
    post: operations['undo_activity'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/assistant': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Read Assistant
     * @description Says whether the assistant can be asked, and how many turns the user has left today.
     */
    get: operations['read_assistant'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/chat': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Chat
     * @description Says something to the assistant. Its answer ends with `end`, with `error` before it if it is not whole.
     */
    post: operations['chat'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/confirmations/{confirmation_id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Decide Confirmation
     * @description Carries out what the assistant waits for, or drops it. Each can be decided once, within an hour.
     */
    post: operations['decide_confirmation'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/conversations': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List Conversations
     * @description Lists the user's conversations, the latest first.
     */
    get: operations['list_conversations'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/conversations/{conversation_id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /**
     * Delete Conversation
     * @description Deletes a conversation for good. What the assistant did in it stays done, and can still be undone.
     */
    delete: operations['delete_conversation'];
    options?: never;
    head?: never;
    /**
     * Rename Conversation
     * @description Calls a conversation something else.
     */
    patch: operations['rename_conversation'];
    trace?: never;
  };
  '/api/v1/conversations/{conversation_id}/messages': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List Messages
     * @description Shows what was said, and what became of what the assistant did or wanted to do.
     */
    get: operations['list_messages'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/events': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Stream Events
     * @description Says `hello`, then `tasks` when tasks of the user have changed and `chat` when a conversation has.
     */
    get: operations['stream_events'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/tasks': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List Tasks
     * @description Lists the user's tasks.
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
  '/api/v1/tasks/summary': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Read Summary
     * @description Counts the tasks of each view and the tags in use.
     */
    get: operations['read_summary'];
    put?: never;
    post?: never;
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
     * @description Deletes a task; its change can be undone for 30 days.
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
     * Action
     * @description What a change did to the task.
     * @enum {string}
     */
    Action: 'create' | 'update' | 'complete' | 'reopen' | 'delete' | 'undo';
    /**
     * ActivitiesPublic
     * @description One page of changes, the newest first.
     */
    ActivitiesPublic: {
      /** Data */
      data: components['schemas']['ActivityPublic'][];
      /**
       * Next Cursor
       * @description Give it as `cursor` for the next page; null on the last one.
       */
      next_cursor: string | null;
    };
    /**
     * ActivityPublic
     * @description A change as the owner of the task sees it.
     */
    ActivityPublic: {
      action: components['schemas']['Action'];
      actor: components['schemas']['ActorKind'];
      /**
       * Batch
       * @description Shared by changes that were made together.
       */
      batch: string | null;
      /**
       * Changes
       * @description By field, what it was and what it became. `deleted` tells whether the task was there.
       */
      changes: {
        [key: string]: unknown[];
      };
      /**
       * Created At
       * Format: date-time
       */
      created_at: string;
      /**
       * Id
       * Format: uuid
       */
      id: string;
      /**
       * Task Id
       * Format: uuid
       */
      task_id: string;
      /**
       * Title
       * @description The title that the task had after the change.
       */
      title: string;
      /**
       * Undoable
       * @description Whether it can be undone now: the task is as this change left it.
       */
      undoable: boolean;
      /**
       * Undone
       * @description Whether it was undone.
       */
      undone: boolean;
    };
    /**
     * ActorKind
     * @description Who changes tasks.
     * @enum {string}
     */
    ActorKind: 'user' | 'assistant';
    /**
     * AssistantPublic
     * @description How the assistant is, as far as is known without asking its model.
     */
    AssistantPublic: {
      budget: components['schemas']['BudgetEvent'];
      /**
       * Model
       * @description The model that is asked first; null if there is none.
       */
      model: string | null;
      /**
       * Retry After
       * @description With `limited`: in so many seconds it is worth trying again.
       */
      retry_after: number | null;
      /**
       * State
       * @description `off`: there is no key. `limited`: the model refused lately, or the user's budget is spent.
       * @enum {string}
       */
      state: 'ready' | 'off' | 'limited';
    };
    /**
     * BudgetEvent
     * @description How many turns the user has.
     */
    BudgetEvent: {
      /** Limit */
      limit: number;
      /**
       * Resets At
       * Format: date-time
       * @description When a new day begins.
       */
      resets_at: string;
      /**
       * Used
       * @description Turns of today (UTC), this one included.
       */
      used: number;
    };
    /**
     * CallResult
     * @description What a tool call came to.
     */
    CallResult: {
      /**
       * Batch
       * @description Undoes the changes of this call together; null if there are none.
       */
      batch: string | null;
      /** Call Id */
      call_id: string;
      /** @description What waits for the user's click. Calls that wait for the same click have it once, on the first. */
      confirmation: components['schemas']['ConfirmationPublic'] | null;
      /**
       * Name
       * @description The tool.
       */
      name: string;
      outcome: components['schemas']['Outcome'];
      /**
       * Summary
       * @description What happened, in a sentence.
       */
      summary: string;
      /**
       * Tasks
       * @description The tasks that were found or changed, as they are now.
       */
      tasks: components['schemas']['TaskPublic'][];
    };
    /**
     * ChatReply
     * @description The answer to `Accept: application/json`.
     */
    ChatReply: {
      /**
       * Conversation Id
       * Format: uuid
       */
      conversation_id: string;
      /**
       * Response
       * @description All that the assistant said.
       */
      response: string;
      /**
       * Timestamp
       * Format: date-time
       */
      timestamp: string;
    };
    /**
     * ChatRequest
     * @description Something that the user says to the assistant.
     */
    ChatRequest: {
      /**
       * Conversation Id
       * @description The conversation to go on with.
       */
      conversation_id?: string | null;
      /** Message */
      message: string;
      /**
       * Zone
       * @description Where the user is: decides what `tomorrow` means.
       * @default UTC
       * @example Europe/Berlin
       */
      zone: string;
    };
    /**
     * ChatStream
     * @description The events of a turn by their names; each is the JSON of one server-sent event.
     */
    ChatStream: {
      /** Data */
      data:
        | components['schemas']['ConversationEvent']
        | components['schemas']['TextEvent']
        | components['schemas']['ToolEvent']
        | components['schemas']['CallResult']
        | components['schemas']['BudgetEvent']
        | components['schemas']['ErrorEvent']
        | components['schemas']['EndEvent'];
      /**
       * Event
       * @enum {string}
       */
      event: 'conversation' | 'text' | 'tool' | 'result' | 'budget' | 'error' | 'end';
    };
    /**
     * Click
     * @description What the user's click says.
     */
    Click: {
      /**
       * Approve
       * @description Whether to carry it out.
       */
      approve: boolean;
    };
    /**
     * ConfirmationPublic
     * @description What waits for the user's click.
     */
    ConfirmationPublic: {
      /**
       * Id
       * Format: uuid
       */
      id: string;
      /**
       * Summary
       * @description What would be done, in a sentence.
       */
      summary: string;
      /**
       * Tasks
       * @description Exactly these tasks would be changed.
       */
      tasks: components['schemas']['TaskPublic'][];
    };
    /**
     * ConflictProblem
     * @description Why a change was not made, with the task as it is now.
     */
    ConflictProblem: {
      /**
       * Code
       * @description Names the case where a program must know it.
       * @example database-away
       */
      code?: string | null;
      /** @description The task as it is now; null if it is deleted. */
      current?: components['schemas']['TaskPublic'] | null;
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
     * ConversationEvent
     * @description The conversation that this turn belongs to; the first event.
     */
    ConversationEvent: {
      /**
       * Id
       * Format: uuid
       */
      id: string;
      /** Title */
      title: string;
    };
    /**
     * ConversationPublic
     * @description A conversation in the list.
     */
    ConversationPublic: {
      /**
       * Created At
       * Format: date-time
       */
      created_at: string;
      /**
       * Id
       * Format: uuid
       */
      id: string;
      /** Title */
      title: string;
      /**
       * Updated At
       * Format: date-time
       * @description When the last message came.
       */
      updated_at: string;
    };
    /**
     * ConversationUpdate
     * @description What to change about a conversation.
     */
    ConversationUpdate: {
      /**
       * Title
       * @description What the conversation is called.
       */
      title: string;
    };
    /**
     * ConversationsPublic
     * @description One page of conversations, the latest first.
     */
    ConversationsPublic: {
      /** Data */
      data: components['schemas']['ConversationPublic'][];
      /**
       * Next Cursor
       * @description Give it as `cursor` for the next page; null on the last one.
       */
      next_cursor: string | null;
    };
    /**
     * DecisionPublic
     * @description What a click came to.
     */
    DecisionPublic: {
      /**
       * Batch
       * @description Undoes all of it; null if nothing was changed.
       */
      batch: string | null;
      /** @description `done`: carried out, as far as the tasks are as they were; `failed`: none of them is; `refused`: declined. */
      outcome: components['schemas']['Outcome'];
      /**
       * Summary
       * @description What happened, in a sentence; names the tasks that were left alone.
       */
      summary: string;
      /**
       * Tasks
       * @description The tasks that were changed, as they are now.
       */
      tasks: components['schemas']['TaskPublic'][];
    };
    /**
     * Due
     * @description A day, or a time of that day.
     */
    Due: {
      /**
       * Date
       * Format: date
       * @example 2026-11-27
       */
      date: string;
      /**
       * Time
       * @description Hours and minutes; null means the whole day.
       */
      time?: string | null;
      /**
       * Zone
       * @description The time zone (IANA) that the time is meant in.
       */
      zone?: string | null;
    };
    /**
     * DuePublic
     * @description When a task is due, with the instant that it means.
     */
    DuePublic: {
      /**
       * At
       * @description The instant in UTC; null for a whole day. A time that clocks skip means as much later, one that they show twice means the first.
       */
      at: string | null;
      /**
       * Date
       * Format: date
       * @example 2026-11-27
       */
      date: string;
      /**
       * Time
       * @description Hours and minutes; null means the whole day.
       */
      time: string | null;
      /**
       * Zone
       * @description The time zone (IANA) that the time is meant in.
       */
      zone: string | null;
    };
    /**
     * EndEvent
     * @description The turn is over; the last event.
     */
    EndEvent: {
      finish: components['schemas']['Finish'];
      /**
       * Message Id
       * @description The answer as it is kept; null if it is not.
       */
      message_id: string | null;
    };
    /**
     * ErrorEvent
     * @description The turn cannot go on; `end` follows.
     */
    ErrorEvent: {
      code: components['schemas']['FailureCode'];
      /**
       * Detail
       * @description What happened, in a sentence.
       */
      detail: string;
      /**
       * Retry After
       * @description It is worth trying again after so many seconds; null if unknown.
       */
      retry_after: number | null;
    };
    /**
     * FailureCode
     * @description What kind of failure it is; clients decide by it.
     * @enum {string}
     */
    FailureCode: 'off' | 'away' | 'slow' | 'limited' | 'quota' | 'garbled' | 'interrupted';
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
     * Finish
     * @description Why an answer ended.
     * @enum {string}
     */
    Finish: 'complete' | 'length' | 'steps' | 'budget' | 'error' | 'interrupted';
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
     * MessagePublic
     * @description A message as it is shown.
     */
    MessagePublic: {
      /**
       * Cards
       * @description What the tool calls of an answer came to, in their order.
       */
      cards: components['schemas']['CallResult'][];
      /**
       * Created At
       * Format: date-time
       */
      created_at: string;
      /** @description Why the answer ended; null for what the user said. */
      finish: components['schemas']['Finish'] | null;
      /**
       * Id
       * Format: uuid
       */
      id: string;
      role: components['schemas']['Role'];
      /** Text */
      text: string;
    };
    /**
     * MessagesPublic
     * @description The latest messages of a conversation, in the order in which they came.
     */
    MessagesPublic: {
      /** Data */
      data: components['schemas']['MessagePublic'][];
    };
    /**
     * Order
     * @description Which way.
     * @enum {string}
     */
    Order: 'asc' | 'desc';
    /**
     * Outcome
     * @description How a call ended. `waiting`: for the user's own click. `refused`: the server does not do such a thing.
     * @enum {string}
     */
    Outcome: 'done' | 'failed' | 'waiting' | 'refused';
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
       * Code
       * @description Names the case where a program must know it.
       * @example database-away
       */
      code?: string | null;
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
     * Role
     * @description Who said it.
     * @enum {string}
     */
    Role: 'user' | 'assistant';
    /**
     * Sort
     * @description What to sort by.
     * @enum {string}
     */
    Sort: 'created' | 'due' | 'priority' | 'title';
    /**
     * TagCount
     * @description A tag and how many open tasks have it.
     */
    TagCount: {
      /** Count */
      count: number;
      /** Name */
      name: string;
    };
    /**
     * TaskCreate
     * @description A new task.
     */
    TaskCreate: {
      /** @description When it is due. */
      due?: components['schemas']['Due'] | null;
      /**
       * Notes
       * @description Anything more, as plain text.
       * @default
       */
      notes: string;
      /** @default 0 */
      priority: components['schemas']['Priority'];
      /**
       * Tags
       * @description Words that tasks share: letters, digits, - and _. Capitals are made small, a repeated one is dropped.
       * @default []
       */
      tags: string[];
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
      /** @description When it is due. */
      due: components['schemas']['DuePublic'] | null;
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
       * Tags
       * @description Words that tasks share: letters, digits, - and _. Capitals are made small, a repeated one is dropped.
       * @default []
       */
      tags: string[];
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
      /** @description When it is due. null takes it away. */
      due?: components['schemas']['Due'] | null;
      /**
       * Notes
       * @description Anything more, as plain text.
       */
      notes?: string;
      priority?: components['schemas']['Priority'];
      /** @description `done` completes the task, `open` reopens it. */
      status?: components['schemas']['TaskStatus'];
      /**
       * Tags
       * @description Words that tasks share: letters, digits, - and _. Capitals are made small, a repeated one is dropped.
       */
      tags?: string[];
      /**
       * Title
       * @description What is to be done. Spaces around it are dropped.
       */
      title?: string;
    };
    /**
     * TasksPublic
     * @description One page of tasks.
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
    /**
     * TasksSummary
     * @description How many tasks each view has, and the tags in use.
     */
    TasksSummary: {
      /**
       * All
       * @description All open tasks.
       */
      all: number;
      /** Done */
      done: number;
      /** Overdue */
      overdue: number;
      /**
       * Tags
       * @description Tags of open tasks, the most used first.
       */
      tags: components['schemas']['TagCount'][];
      /** Today */
      today: number;
      /** Upcoming */
      upcoming: number;
    };
    /**
     * TextEvent
     * @description More of the answer.
     */
    TextEvent: {
      /** Delta */
      delta: string;
    };
    /**
     * ToolEvent
     * @description A tool is about to be called.
     */
    ToolEvent: {
      /**
       * Arguments
       * @description What it is called with; empty if that is not accepted.
       */
      arguments: {
        [key: string]: unknown;
      };
      /** Call Id */
      call_id: string;
      /** Name */
      name: string;
    };
    /**
     * UndoBatch
     * @description Which changes to undo together.
     */
    UndoBatch: {
      /**
       * Batch
       * Format: uuid
       */
      batch: string;
    };
    /**
     * UndonePublic
     * @description What an undo changed.
     */
    UndonePublic: {
      /**
       * Batch
       * @description Undoes this undo as a whole; null if it was of one change.
       */
      batch: string | null;
      /**
       * Tasks
       * @description The tasks as they are now, without those that are no more.
       */
      tasks: components['schemas']['TaskPublic'][];
    };
    /**
     * View
     * @description A part of the list.
     * @enum {string}
     */
    View: 'all' | 'today' | 'upcoming' | 'overdue' | 'done';
  };
  responses: never;
  parameters: never;
  requestBodies: never;
  headers: never;
  pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
  list_activity: {
    parameters: {
      query?: {
        /** @description Only changes by this one. */
        actor?: components['schemas']['ActorKind'] | null;
        /** @description Only changes of this task. */
        task_id?: string | null;
        /** @description `next_cursor` of the page before. */
        cursor?: string | null;
        /** @description The most changes to return. */
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
          'application/json': components['schemas']['ActivitiesPublic'];
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
  undo_batch: {
    parameters: {
      query?: never;
      header?: {
        /** @description Names the window that writes; the events about this write carry it. */
        'X-Origin'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['UndoBatch'];
      };
    };
    responses: {
      /** @description Successful Response */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['UndonePublic'];
        };
      };
      /** @description The task has changed since; nothing was undone. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ConflictProblem'];
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
  undo_activity: {
    parameters: {
      query?: never;
      header?: {
        /** @description Names the window that writes; the events about this write carry it. */
        'X-Origin'?: string;
      };
      path: {
        activity_id: string;
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
          'application/json': components['schemas']['UndonePublic'];
        };
      };
      /** @description The task has changed since; nothing was undone. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ConflictProblem'];
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
  read_assistant: {
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
          'application/json': components['schemas']['AssistantPublic'];
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
  chat: {
    parameters: {
      query?: never;
      header?: {
        /** @description Names the window that writes; the events about this write carry it. */
        'X-Origin'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ChatRequest'];
      };
    };
    responses: {
      /** @description The events of the turn as they happen, or with `Accept: application/json` the whole answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ChatReply'];
          'text/event-stream': components['schemas']['ChatStream'];
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
  decide_confirmation: {
    parameters: {
      query?: never;
      header?: {
        /** @description Names the window that writes; the events about this write carry it. */
        'X-Origin'?: string;
      };
      path: {
        confirmation_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['Click'];
      };
    };
    responses: {
      /** @description Successful Response */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DecisionPublic'];
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
  list_conversations: {
    parameters: {
      query?: {
        /** @description `next_cursor` of the page before. */
        cursor?: string | null;
        /** @description The most conversations to return. */
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
          'application/json': components['schemas']['ConversationsPublic'];
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
  delete_conversation: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        conversation_id: string;
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
  rename_conversation: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        conversation_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ConversationUpdate'];
      };
    };
    responses: {
      /** @description Successful Response */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ConversationPublic'];
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
  list_messages: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        conversation_id: string;
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
          'application/json': components['schemas']['MessagesPublic'];
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
  stream_events: {
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
          'text/event-stream': unknown;
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
  list_tasks: {
    parameters: {
      query?: {
        /** @description Which part of the list; all but `all` and `done` have only open tasks. */
        view?: components['schemas']['View'];
        /** @description Where the user is: decides which day it is. */
        zone?: string;
        /** @description Only tasks that contain this text. */
        q?: string | null;
        /** @description Only tasks in this state. */
        status?: components['schemas']['TaskStatus'] | null;
        /** @description Only tasks of this priority. */
        priority?: components['schemas']['Priority'] | null;
        /** @description Only tasks with this tag. */
        tag?: string | null;
        /** @description Only tasks without or with a due date. */
        due?: ('none' | 'any') | null;
        /** @description By default `due` in the views of days, last completion in `done`, `created` in `all`. */
        sort?: components['schemas']['Sort'] | null;
        /** @description By default newest, soonest, most important or A first. */
        order?: components['schemas']['Order'] | null;
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
      header?: {
        /** @description Names this write for 24 h. Sent again with the same body, it is answered again as it was the first time, with `Idempotent-Replay: true`, and nothing is written. */
        'idempotency-key'?: string | null;
        /** @description Names the window that writes; the events about this write carry it. */
        'X-Origin'?: string;
      };
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
  read_summary: {
    parameters: {
      query?: {
        /** @description Where the user is: decides which day it is. */
        zone?: string;
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
          'application/json': components['schemas']['TasksSummary'];
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
        /** @description Names the window that writes; the events about this write carry it. */
        'X-Origin'?: string;
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
      /** @description The task has changed; nothing was done. */
      412: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ConflictProblem'];
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
  update_task: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag of the task as you know it, such as `"3"`; if it has changed, nothing happens (412). */
        'if-match'?: string | null;
        /** @description Names the window that writes; the events about this write carry it. */
        'X-Origin'?: string;
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
      /** @description The task has changed; nothing was done. */
      412: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ConflictProblem'];
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
        /** @description Names the window that writes; the events about this write carry it. */
        'X-Origin'?: string;
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
      /** @description The task has changed; nothing was done. */
      412: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ConflictProblem'];
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
