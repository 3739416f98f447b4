import type { ObjectStatus } from '../../src/prediction/status.ts'
import type { Mark } from './truth.ts'

type Listed = Record<string, unknown> & { conditions: ObjectStatus['conditions'] }

/** A status without what marks touch: whole entries, parts of them, or single fields. */
export function unmarked(status: readonly ObjectStatus[], marks: readonly Mark[]): ObjectStatus[] {
  return status.flatMap((entry) => {
    const mine = marks.filter(({ kind, namespace, name }) => kind === entry.kind && namespace === entry.namespace && name === entry.name)
    const at = (part: string) => mine.filter((mark) => mark.part === part).map(({ field }) => field)
    const whole = at('')
    if (whole.includes('')) return []
    const parts = (list: 'listeners' | 'parents' | 'ancestors', nameOf: (part: never) => string) => {
      const items = entry[list] as readonly Listed[] | undefined
      if (!items) return {}
      if (whole.includes(list)) return { [list]: [] }
      const left = items.filter((item) => !at(nameOf(item as never)).includes('')).map((item) => without(item, at(nameOf(item as never))))
      return { [list]: left }
    }
    const conditions = entry.conditions && { conditions: entry.conditions.filter(({ type }) => !whole.includes(type)) }
    return [
      {
        ...entry,
        ...conditions,
        ...parts('listeners', ({ name }: { name: string }) => name),
        ...parts('parents', ({ parentRef }: { parentRef: Ref }) => partOf(parentRef)),
        ...parts('ancestors', ({ ancestorRef }: { ancestorRef: Ref }) => partOf(ancestorRef)),
      },
    ]
  })
}

type Ref = { kind: string; namespace?: string; name: string; sectionName?: string; port?: number }

function partOf({ kind, namespace, name, sectionName = '', port = '' as unknown as number }: Ref): string {
  return `${kind}/${namespace}/${name}/${sectionName}/${port}`
}

function without(item: Listed, fields: readonly string[]): Listed {
  const kept = Object.fromEntries(Object.entries(item).filter(([field]) => !fields.includes(field)))
  return { ...kept, conditions: item.conditions?.filter(({ type }) => !fields.includes(type)) }
}
