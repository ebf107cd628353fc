import type { ReactNode } from 'react';

export function Icon({ children }: { children: ReactNode }) {
  return (
    <svg
      viewBox="0 0 20 20"
      width="20"
      height="20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {children}
    </svg>
  );
}

export const PlusIcon = () => (
  <Icon>
    <path d="M10 4.5v11M4.5 10h11" />
  </Icon>
);

export const PencilIcon = () => (
  <Icon>
    <path d="m4 16 .8-3.4 8-8a1.6 1.6 0 0 1 2.3 0l.3.3a1.6 1.6 0 0 1 0 2.3l-8 8L4 16Z" />
    <path d="m11.5 5.9 2.6 2.6" />
  </Icon>
);

export const TrashIcon = () => (
  <Icon>
    <path d="M4 5.8h12M8 5.6V4.2c0-.4.3-.7.7-.7h2.6c.4 0 .7.3.7.7v1.4M5.6 5.8l.6 9.3c0 .8.7 1.4 1.5 1.4h4.6c.8 0 1.5-.6 1.5-1.4l.6-9.3" />
    <path d="M8.6 9v4.4M11.4 9v4.4" />
  </Icon>
);

export const CalendarIcon = () => (
  <Icon>
    <rect x="3.5" y="4.6" width="13" height="11.9" rx="2" />
    <path d="M3.5 8.4h13M7 3.2v2.6M13 3.2v2.6" />
  </Icon>
);

export const FlagIcon = () => (
  <Icon>
    <path d="M5 17V3.8M5 4.4c2.6-1.6 4.6 1 9.6-.4l-1.4 3.6 1.4 3.8c-5 1.4-7-1.2-9.6.4" />
  </Icon>
);

export const AlertIcon = () => (
  <Icon>
    <circle cx="10" cy="10" r="7" />
    <path d="M10 6.6v4M10 13.3v.1" />
  </Icon>
);

export const CloseIcon = () => (
  <Icon>
    <path d="m5.5 5.5 9 9M14.5 5.5l-9 9" />
  </Icon>
);

export const SparkIcon = () => (
  <Icon>
    <path d="M9 3.6c.5 3.3 1.9 4.7 5.2 5.2-3.3.5-4.7 1.9-5.2 5.2-.5-3.3-1.9-4.7-5.2-5.2 3.3-.5 4.7-1.9 5.2-5.2ZM15 12.6c.2 1.5.9 2.2 2.4 2.4-1.5.2-2.2.9-2.4 2.4-.2-1.5-.9-2.2-2.4-2.4 1.5-.2 2.2-.9 2.4-2.4Z" />
  </Icon>
);
