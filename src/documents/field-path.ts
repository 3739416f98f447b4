import type { FieldPath } from './positions.ts'

const STEP = /\[(\d+)\]|\[([^\]]*)\]|([^.[]+)/g

/** The steps of a path as findings have it: `spec.listeners[1].port`, `metadata.annotations[konghq.com/protocol]`. */
export function fieldPath(text: string): FieldPath {
  return Array.from(text.matchAll(STEP), ([, index, key, name]) => (index === undefined ? ((key ?? name) as string) : Number(index)))
}
