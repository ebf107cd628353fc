'use client';

import type { AnchorHTMLAttributes, MouseEvent } from 'react';
import { formatAddress } from './board-query';
import type { BoardQuery } from './task';
import { useGoTo } from './use-address';

interface BoardLinkProps extends AnchorHTMLAttributes<HTMLAnchorElement> {
  to: BoardQuery;
}

/** A link to a list: it has an address to copy and to open elsewhere, and is followed without a page load. */
export function BoardLink({ to, onClick, ...anchor }: BoardLinkProps) {
  const goTo = useGoTo();
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event);
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button !== 0) return;
    event.preventDefault();
    goTo(to);
  };
  return <a {...anchor} href={formatAddress(to)} onClick={follow} />;
}
