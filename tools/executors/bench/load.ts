/** One request of one user, awaited to its last byte. Throws where it did not do what was asked. */
export type Request = (user: number) => Promise<void>;

/** So much of one request: users at once, each asking again as soon as it is answered. */
export interface LoadPlan {
  what: string;
  users: number;
  requestsPerUser: number;
  /** No request begins after so many seconds. */
  seconds: number;
}

/** What came of it. */
export interface Load extends LoadPlan {
  /** How long each answered request took. */
  milliseconds: readonly number[];
  /** Why the others were not, one entry for each. */
  failures: readonly string[];
  /** From the first request to the last answer. */
  took: number;
}

/** Puts the load on. */
export async function putLoad(
  plan: LoadPlan,
  request: Request,
  now: () => number = () => performance.now(),
): Promise<Load> {
  const milliseconds: number[] = [];
  const failures: string[] = [];
  const begun = now();
  const live = async (user: number): Promise<void> => {
    for (let index = 0; index < plan.requestsPerUser && now() - begun < plan.seconds * 1000; index++) {
      const asked = now();
      try {
        await request(user);
        milliseconds.push(now() - asked);
      } catch (error) {
        failures.push(error instanceof Error ? error.message : String(error));
      }
    }
  };
  await Promise.all(Array.from({ length: plan.users }, (_, user) => live(user)));
  return { ...plan, milliseconds, failures, took: (now() - begun) / 1000 };
}
