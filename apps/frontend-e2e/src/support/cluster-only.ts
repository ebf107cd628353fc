import { test } from '@playwright/test';
import { hasOwnPostgres } from './database.js';
import { type Cluster, target } from './target.js';

/** The cluster behind the page; where only an address is known, the test says so and ends. */
export function needCluster(): Cluster {
  const { cluster } = target;
  test.info().skip(!cluster, 'only an address is known (BASE_URL), no cluster');
  if (!cluster) throw new Error('unreachable: a test without a cluster has ended');
  return cluster;
}

/** The cluster, for a test that stops its database or looks into it. */
export async function needPostgres(): Promise<Cluster> {
  const cluster = needCluster();
  test.info().skip(!(await hasOwnPostgres(cluster)), 'the database is not in the cluster (DATABASE_URL)');
  return cluster;
}
