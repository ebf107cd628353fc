import { Icon } from '@/ui/icons';

export const SendIcon = () => (
  <Icon>
    <path d="M10 15.5v-11M5.5 9 10 4.5 14.5 9" />
  </Icon>
);

export const StopIcon = () => (
  <Icon>
    <rect x="6" y="6" width="8" height="8" rx="1.5" fill="currentColor" />
  </Icon>
);

export const BackIcon = () => (
  <Icon>
    <path d="M15.5 10h-11M9 5.5 4.5 10 9 14.5" />
  </Icon>
);

export const HistoryIcon = () => (
  <Icon>
    <path d="M4.2 7.2A6.5 6.5 0 1 1 3.5 10" />
    <path d="M3.6 4.2v3.4H7M10 6.6V10l2.4 1.6" />
  </Icon>
);

export const SearchIcon = () => (
  <Icon>
    <circle cx="9" cy="9" r="4.8" />
    <path d="m12.7 12.7 3.3 3.3" />
  </Icon>
);

export const CheckIcon = () => (
  <Icon>
    <path d="m4.8 10.6 3.4 3.4 7-8" />
  </Icon>
);

export const UndoIcon = () => (
  <Icon>
    <path d="M7.2 4.2 3.8 7.6 7.2 11" />
    <path d="M4.2 7.6h7.3a4.2 4.2 0 0 1 0 8.4H8.6" />
  </Icon>
);

export const QuestionIcon = () => (
  <Icon>
    <circle cx="10" cy="10" r="7" />
    <path d="M8 8.2c0-1.1.9-1.9 2-1.9s2 .8 2 1.8c0 1.4-2 1.6-2 3M10 13.6v.1" />
  </Icon>
);
