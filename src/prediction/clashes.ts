import type { ClashTable, ListenerChoices } from '../gateway/implementation.ts'
import { type Fields, text } from '../gateway/shape.ts'
import type { Condition } from './condition.ts'
import type { ListenerClash } from './owner-facts.ts'

/** What of a listener decides who it clashes with. An unset hostname is a value of its own (`''`). */
export interface ListenerSlot {
  readonly position: number
  readonly name: string
  readonly port: number
  readonly protocol: string
  readonly hostname: string
}

export function slotOf([position, listener]: [number, Fields]): ListenerSlot | undefined {
  const { name, port, protocol, hostname } = listener
  if (typeof port !== 'number' || typeof protocol !== 'string') return undefined
  return { position, name: text(name) ?? '', port, protocol, hostname: typeof hostname === 'string' ? hostname.toLowerCase() : '' }
}

type Slot = Pick<ListenerSlot, 'protocol' | 'hostname'>

/** What two listeners on one port come to by a table; undefined when they share it. */
export function clashOf(a: Slot, b: Slot, table: ClashTable, unsetIsEqual: boolean): ListenerClash['reason'] | undefined {
  const key = a.protocol < b.protocol ? `${a.protocol}+${b.protocol}` : `${b.protocol}+${a.protocol}`
  const clash = (Object.hasOwn(table, key) ? table[key] : a.protocol === b.protocol ? table['='] : undefined) ?? table['*']
  const equal = a.hostname === b.hostname && (a.hostname !== '' || unsetIsEqual)
  return equal ? clash?.equal : clash?.differ
}

/**
 * Every pair of listeners of one Gateway that clashes, each listener against those before it, as its controller sees it. The work grows
 * with the pairs on one port only, at most 64 listeners. Source: GatewaySpec.Listeners and the tables under `implementations/`.
 */
export function listenerClashes(slots: readonly ListenerSlot[], choices: ListenerChoices): ListenerClash[] {
  if (!choices.judged) return []
  const clashes: ListenerClash[] = []
  const lost = new Set<number>()
  const outside = (slot: ListenerSlot) => choices.outside.includes(slot.protocol)
  slots.forEach((later, index) => {
    for (const earlier of slots.slice(0, index)) {
      if (outside(earlier) && outside(later)) continue
      // A later one that lost does not block others (Istio's listener_conflict.go).
      if (choices.losers === 'later' && lost.has(earlier.position)) continue
      const losing = (choices.losers === 'all' ? [earlier, later] : [later]).filter((slot) => !outside(slot))
      const base = {
        earlier: earlier.position,
        later: later.position,
        losers: losing.map((slot) => slot.position),
        harmless: losing.every((slot) => choices.neverServed.includes(slot.protocol)),
        acrossPorts: false,
        silent: false,
      }
      if (earlier.port !== later.port) {
        const same = choices.hostnameScope === 'gateway' && earlier.hostname !== '' && earlier.hostname === later.hostname
        if (same) clashes.push({ ...base, reason: 'HostnameConflict', acrossPorts: true })
        continue
      }
      const reason = clashOf(earlier, later, choices.clashes, choices.unsetIsEqual)
      if (reason) {
        clashes.push({ ...base, reason })
        if (choices.losers === 'later') lost.add(later.position)
        continue
      }
      const dropped = clashOf(earlier, later, choices.silentClashes, choices.unsetIsEqual)
      if (dropped) clashes.push({ ...base, reason: dropped, silent: true })
    }
  })
  return clashes
}

/** The conditions that clashes bring to one listener: all of a clash lose, or the later one does. */
export function clashConditions(slot: ListenerSlot, clashes: readonly ListenerClash[], choices: ListenerChoices): Condition[] {
  const mine = clashes.filter((c) => !c.silent && c.losers.includes(slot.position))
  const first = mine.find((c) => c.reason === choices.graver) ?? mine[0]
  if (!first) return []
  const conflicted: Condition = { type: 'Conflicted', status: 'True', reason: first.reason }
  if (choices.losers === 'all') return [conflicted]
  return [{ type: 'Accepted', status: 'False', reason: first.reason }, conflicted, { type: 'Programmed', status: 'False', reason: first.reason }]
}
