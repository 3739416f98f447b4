import type { Clash, ClashTable } from '../gateway/implementation.ts'

/** `share`: no conflict. The others name what equal hostnames end in, and, after the slash, what different ones do. */
const CLASHES = {
  share: {},
  hostname: { equal: 'HostnameConflict' },
  protocol: { equal: 'ProtocolConflict', differ: 'ProtocolConflict' },
  'protocol/share': { equal: 'ProtocolConflict' },
  'hostname/protocol': { equal: 'HostnameConflict', differ: 'ProtocolConflict' },
  'hostname/hostname': { equal: 'HostnameConflict', differ: 'HostnameConflict' },
} as const satisfies Record<string, Clash>

type ClashName = keyof typeof CLASHES

/** Writes a table row by row: `clashTable({ HTTP: { HTTPS: 'protocol' } })`; the order of the two names does not matter. */
export function clashTable(
  rows: Readonly<Record<string, Readonly<Record<string, ClashName>>>>,
  unlisted: ClashName = 'share',
  unlistedTwice: ClashName = unlisted,
): ClashTable {
  const table: Record<string, Clash> = { '*': CLASHES[unlisted], '=': CLASHES[unlistedTwice] }
  for (const [a, row] of Object.entries(rows)) {
    for (const [b, clash] of Object.entries(row)) table[[a, b].sort().join('+')] = CLASHES[clash]
  }
  return table
}

export const NO_CLASHES: ClashTable = clashTable({})
