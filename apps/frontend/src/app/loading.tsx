import styles from './loading.module.css';

/** The shape of the page, until the tasks are there. */
export default function Loading() {
  return (
    <div className={styles.page} role="status">
      <span className="visually-hidden">Loading your tasks…</span>
      <div className={styles.rail} />
      <div className={styles.list}>
        <div />
        <div />
        <div />
        <div />
      </div>
    </div>
  );
}
