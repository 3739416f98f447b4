import type { Fields } from '../gateway/shape.ts'
import type { Surroundings } from '../gateway/surroundings.ts'
import type { Document } from './document.ts'

/** Whether an object of a kind that no view holds is there; undefined where only a live cluster could tell. */
export type Exists = NonNullable<Surroundings['exists']>

/** The existence of objects of kinds that no view holds, by what files have of them; `isLaidOver`: there is a live cluster below. */
export function existsAmong(objects: Iterable<Document['object']>, isLaidOver: boolean): Exists {
  const names = new Set([...objects].map(nameOf))
  return (group, kind, namespace, name) => {
    const spaces = namespace === 'default' ? ['default', ''] : [namespace ?? '']
    return spaces.some((space) => names.has([group, kind, space, name].join('\0'))) || (isLaidOver ? undefined : false)
  }
}

/** Reads an object of such a kind. */
export type Read = NonNullable<Surroundings['read']>

export function readAmong(objects: Iterable<Document['object']>): Read {
  const byName = new Map([...objects].map((object) => [nameOf(object), object]))
  return (group, kind, namespace, name) => {
    const spaces = namespace === 'default' ? ['default', ''] : [namespace ?? '']
    const found = spaces.map((space) => byName.get([group, kind, space, name].join('\0'))).find((one) => one !== undefined)
    return found as Fields | undefined
  }
}

// Whether a kind that is not known here lives in a namespace is not known either: without one it may be in `default`.
function nameOf({ apiVersion, kind, metadata }: Document['object']): string {
  const slash = apiVersion.indexOf('/')
  return [slash < 0 ? '' : apiVersion.slice(0, slash), kind, metadata.namespace ?? '', metadata.name].join('\0')
}
