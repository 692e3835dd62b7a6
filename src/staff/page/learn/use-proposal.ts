import { useEffect } from 'preact/hooks';
import type { ProposalResponse } from '../../api/learn';
import { useDesk } from '../desk';
import { type Loaded, useLoad } from '../view/use-load';

/** Milliseconds between two looks while something is measured. */
const LOOK_EVERY = 1000;

/** A proposal that is still to be dealt with is measured whenever its effect is not known, and looked at until it is. */
export function useProposal(id: string): Loaded<ProposalResponse> {
  const { api } = useDesk();
  const path = `learn/proposals/${encodeURIComponent(id)}`;
  const loaded = useLoad<ProposalResponse>(path);
  const { data, reload } = loaded;
  useEffect(() => {
    if (data === null) return undefined;
    const open = data.proposal.status === 'proposed' || data.proposal.status === 'accepted';
    const { kind } = data.measuring;
    if (!open || kind === 'failed' || (kind === 'idle' && data.effect !== null)) return undefined;
    // Another process may have been asked before this one: asking twice does no harm.
    if (kind === 'idle') void api.post(`${path}/measure`).catch(() => undefined);
    const timer = setTimeout(reload, LOOK_EVERY);
    return () => {
      clearTimeout(timer);
    };
  }, [data]);
  return loaded;
}
