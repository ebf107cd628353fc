import { parseProse, type Words } from './prose';
import styles from './answer.module.css';

/** What the model wrote, as text and nothing else: no markup of its own reaches the page, and no address is followed. */
export function ProseView({ text }: { text: string }) {
  return (
    <div className={styles.prose}>
      {parseProse(text).map((block, index) => {
        if (block.kind === 'paragraph') {
          return (
            <p key={index} dir="auto">
              {block.lines.map((line, at) => (
                <span key={at} className={styles.line}>
                  <Line words={line} />
                </span>
              ))}
            </p>
          );
        }
        const items = block.items.map((item, at) => (
          <li key={at} dir="auto">
            <Line words={item} />
          </li>
        ));
        return block.start === null ? (
          <ul key={index}>{items}</ul>
        ) : (
          <ol key={index} start={block.start}>
            {items}
          </ol>
        );
      })}
    </div>
  );
}

function Line({ words }: { words: readonly Words[] }) {
  return words.map(({ text, isStrong }, index) => (isStrong ? <strong key={index}>{text}</strong> : text));
}
