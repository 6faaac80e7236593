import { type MoveMarker, personOf } from '../../aliases/look/marker-moves.ts';

/** Who moved an alias, in the form of the JSON output. `marker` is absent if no marker explains the move. */
export interface MoverFields {
  readonly actor: string | null;
  readonly marker?: {
    readonly key: string;
    readonly reason: string | null;
    readonly actor: string | null;
    /** ISO 8601. */
    readonly time: string | null;
    readonly principal: string | null;
  };
}

/** Names the person who moved an alias, and the marker whose event moved it. */
export function moverFields(move: { readonly actor: string | null }, marker: MoveMarker | undefined): MoverFields {
  if (marker === undefined) return { actor: move.actor };
  const { key, reason = null, actor = null, time = null, principal = null } = marker;
  return { actor: personOf(move, marker), marker: { key, reason, actor, time, principal } };
}
