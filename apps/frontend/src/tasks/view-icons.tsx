import type { ReactNode } from 'react';
import { Icon } from '@/ui/icons';
import type { View } from './task';

/** A picture for each view, drawn in the colour of the text beside it. */
export const VIEW_ICONS: Readonly<Record<View, ReactNode>> = {
  today: (
    <Icon>
      <circle cx="10" cy="10" r="3.4" />
      <path d="M10 3v1.4M10 15.6V17M3 10h1.4M15.6 10H17M5.05 5.05l1 1M13.95 13.95l1 1M5.05 14.95l1-1M13.95 6.05l1-1" />
    </Icon>
  ),
  upcoming: (
    <Icon>
      <rect x="3.5" y="4.6" width="13" height="11.9" rx="2" />
      <path d="M3.5 8.4h13M7 3.2v2.6M13 3.2v2.6M8.6 12.4h4.2M11.2 10.8l1.6 1.6-1.6 1.6" />
    </Icon>
  ),
  overdue: (
    <Icon>
      <circle cx="10" cy="10" r="6.8" />
      <path d="M10 6.4V10l2.4 1.6" />
    </Icon>
  ),
  all: (
    <Icon>
      <path d="M7.5 5.5h9M7.5 10h9M7.5 14.5h9M3.9 5.5h.1M3.9 10h.1M3.9 14.5h.1" />
    </Icon>
  ),
  done: (
    <Icon>
      <circle cx="10" cy="10" r="6.8" />
      <path d="m7.2 10.2 2 2 3.8-4.2" />
    </Icon>
  ),
};

export const TagIcon = () => (
  <Icon>
    <path d="M8 3.8 6.8 16.2M13.2 3.8 12 16.2M4.2 7.6h12M3.8 12.4h12" />
  </Icon>
);

export const SearchIcon = () => (
  <Icon>
    <circle cx="9" cy="9" r="5.2" />
    <path d="m13 13 3.6 3.6" />
  </Icon>
);

export const FilterIcon = () => (
  <Icon>
    <path d="M3.6 6h12.8M6 10h8M8.4 14h3.2" />
  </Icon>
);

export const SortIcon = () => (
  <Icon>
    <path d="M6.5 4.5v11M3.9 12.9l2.6 2.6 2.6-2.6M13.5 15.5v-11M10.9 7.1l2.6-2.6 2.6 2.6" />
  </Icon>
);

export const HistoryIcon = () => (
  <Icon>
    <path d="M3.6 10a6.4 6.4 0 1 0 2-4.6L3.6 7.2M3.6 3.8v3.4H7M10 6.6V10l2.4 1.5" />
  </Icon>
);

export const ClockIcon = () => (
  <Icon>
    <circle cx="10" cy="10" r="6.6" />
    <path d="M10 6.4V10l2.3 1.6" />
  </Icon>
);

export const KeyboardIcon = () => (
  <Icon>
    <rect x="2.8" y="5.4" width="14.4" height="9.2" rx="1.8" />
    <path d="M5.8 8.2h.1M8.6 8.2h.1M11.4 8.2h.1M14.2 8.2h.1M7 11.8h6" />
  </Icon>
);
